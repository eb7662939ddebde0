import type { OrderPayload } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { OrderRepository } from '../order.repository.js';
import { admitCustomer } from '../order-access.js';
import { orderPayload } from '../order-payload.js';

export class GetOrder extends Query<Snapshot<OrderPayload>> {
  constructor(
    readonly organizationId: string,
    readonly orderId: string,
    /** Only if this is the account of its customer. */
    readonly customerUserId?: string,
  ) {
    super();
  }
}

@QueryHandler(GetOrder)
export class GetOrderHandler implements IQueryHandler<GetOrder> {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderRepository,
  ) {}

  execute({ organizationId, orderId, customerUserId }: GetOrder): Promise<Snapshot<OrderPayload>> {
    return readSnapshot(this.database, organizationId, async (tx) => {
      const order = await this.orders.get(tx, organizationId, orderId);
      admitCustomer(order, customerUserId);
      return orderPayload(order);
    });
  }
}
