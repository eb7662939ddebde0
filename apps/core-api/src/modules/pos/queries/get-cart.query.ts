import type { CartPayload } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { CartRepository } from '../cart.repository.js';
import { cartPayload } from '../cart-payload.js';

export class GetCart extends Query<Snapshot<CartPayload>> {
  constructor(
    readonly organizationId: string,
    readonly cartId: string,
  ) {
    super();
  }
}

@QueryHandler(GetCart)
export class GetCartHandler implements IQueryHandler<GetCart> {
  constructor(
    private readonly database: Database,
    private readonly carts: CartRepository,
  ) {}

  execute({ organizationId, cartId }: GetCart): Promise<Snapshot<CartPayload>> {
    return readSnapshot(this.database, organizationId, async (tx) =>
      cartPayload(await this.carts.get(tx, organizationId, cartId)),
    );
  }
}
