import { orderStatusChangedSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { OrderRepository } from '../order.repository.js';
import { admitCustomer } from '../order-access.js';
import { orderChanges } from '../orders.schema.js';

export const orderHistorySchema = z.object({
  items: z
    .array(
      orderStatusChangedSchema.omit({ order: true }).extend({
        version: z.int().positive().describe('the version of the order that the change made'),
        changedAt: z.iso.datetime(),
      }),
    )
    .describe('oldest first'),
});

export type OrderHistory = z.infer<typeof orderHistorySchema>;

export class GetOrderHistory extends Query<Snapshot<OrderHistory>> {
  constructor(
    readonly organizationId: string,
    readonly orderId: string,
    /** Only if this is the account of its customer. */
    readonly customerUserId?: string,
  ) {
    super();
  }
}

@QueryHandler(GetOrderHistory)
export class GetOrderHistoryHandler implements IQueryHandler<GetOrderHistory> {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
  ) {}

  execute({ organizationId, orderId, customerUserId }: GetOrderHistory): Promise<Snapshot<OrderHistory>> {
    return readSnapshot(this.database, organizationId, async (tx) => {
      admitCustomer(await this.orders.get(tx, organizationId, orderId), customerUserId);
      const rows = await tx
        .select()
        .from(orderChanges)
        .where(and(eq(orderChanges.organizationId, organizationId), eq(orderChanges.orderId, orderId)))
        .orderBy(asc(orderChanges.version));
      const items = rows.map(({ organizationId: _, orderId: __, changedAt, ...change }) => ({
        ...change,
        changedAt: changedAt.toISOString(),
      }));
      return { items };
    });
  }
}
