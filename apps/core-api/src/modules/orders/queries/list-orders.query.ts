import { orderSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { OrderRepository } from '../order.repository.js';
import { orderPayload } from '../order-payload.js';
import { roomIdInput } from '../orders.inputs.js';

/** The database keeps numbers of orders in 32 bits. */
const MAX_NUMBER = 2 ** 31 - 1;

export const listOrdersInput = z.object({
  status: orderSchema.shape.status.optional(),
  channel: orderSchema.shape.channel.optional(),
  customerId: z.uuid().optional(),
  customerUserId: roomIdInput.optional().describe('the account of the customer'),
  before: z.coerce
    .number()
    .int()
    .positive()
    .max(MAX_NUMBER)
    .optional()
    .describe('the `next` of the page before'),
  limit: limitInput,
});

export const ordersSchema = z.object({
  items: z.array(orderSchema).describe('newest first'),
  next: z.int().nullable().describe('what to ask the next page with as `before`; null on the last page'),
});

export type Orders = z.infer<typeof ordersSchema>;

export class ListOrders extends Query<Snapshot<Orders>> {
  constructor(
    readonly organizationId: string,
    readonly filter: z.output<typeof listOrdersInput>,
  ) {
    super();
  }
}

@QueryHandler(ListOrders)
export class ListOrdersHandler implements IQueryHandler<ListOrders> {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
  ) {}

  execute({ organizationId, filter }: ListOrders): Promise<Snapshot<Orders>> {
    const { limit } = filter;
    return readSnapshot(this.database, organizationId, async (tx) => {
      const found = await this.orders.list(tx, organizationId, { ...filter, limit: limit + 1 });
      const items = found.slice(0, limit).map(orderPayload);
      return { items, next: found.length > limit ? (items.at(-1)?.number ?? null) : null };
    });
  }
}
