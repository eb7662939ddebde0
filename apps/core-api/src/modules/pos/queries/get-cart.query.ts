import type { CartPayload } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Database } from '../../../platform/database/database.js';
import { CartRepository } from '../cart.repository.js';
import { cartPayload } from '../cart-payload.js';

export class GetCart extends Query<CartPayload> {
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

  async execute({ organizationId, cartId }: GetCart): Promise<CartPayload> {
    return cartPayload(await this.database.transaction((tx) => this.carts.get(tx, organizationId, cartId)));
  }
}
