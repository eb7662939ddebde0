import { cartSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { CartRepository } from '../cart.repository.js';
import { cartPayload } from '../cart-payload.js';

export const listCartsInput = z.object({
  posId: z.uuid().optional(),
  status: z.enum(['open', 'confirmed', 'cancelled']).optional(),
  limit: limitInput,
});

export const cartsSchema = z.object({ items: z.array(cartSchema).describe('newest first') });

export type Carts = z.infer<typeof cartsSchema>;

export class ListCarts extends Query<Snapshot<Carts>> {
  constructor(
    readonly organizationId: string,
    readonly filter: z.output<typeof listCartsInput>,
  ) {
    super();
  }
}

@QueryHandler(ListCarts)
export class ListCartsHandler implements IQueryHandler<ListCarts> {
  constructor(
    private readonly database: Database,
    private readonly carts: CartRepository,
  ) {}

  execute({ organizationId, filter }: ListCarts): Promise<Snapshot<Carts>> {
    return readSnapshot(this.database, organizationId, async (tx) => {
      const found = await this.carts.list(tx, organizationId, filter);
      return { items: found.map(cartPayload) };
    });
  }
}
