import { movementSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { movementPayload } from '../movement.js';
import { MovementRepository } from '../movement.repository.js';

export const listMovementsInput = z.object({
  warehouseId: z.uuid().optional().describe('whence or whither'),
  kind: movementSchema.shape.kind.optional(),
  status: movementSchema.shape.status.optional(),
  before: z.uuid().optional().describe('the `next` of the page before'),
  limit: limitInput,
});

export const movementsSchema = z.object({
  items: z.array(movementSchema).describe('newest first'),
  next: z.uuid().nullable().describe('what to ask the next page with as `before`; null on the last page'),
});

export type MovementPage = z.infer<typeof movementsSchema>;

export class ListMovements extends Query<Snapshot<MovementPage>> {
  constructor(
    readonly organizationId: string,
    readonly filter: z.output<typeof listMovementsInput>,
  ) {
    super();
  }
}

@QueryHandler(ListMovements)
export class ListMovementsHandler implements IQueryHandler<ListMovements> {
  constructor(
    private readonly database: Database,
    private readonly movements: MovementRepository,
  ) {}

  execute({ organizationId, filter }: ListMovements): Promise<Snapshot<MovementPage>> {
    const { limit } = filter;
    return readSnapshot(this.database, organizationId, async (tx) => {
      const found = await this.movements.list(tx, organizationId, { ...filter, limit: limit + 1 });
      const items = found.slice(0, limit).map(movementPayload);
      return { items, next: found.length > limit ? (items.at(-1)?.movementId ?? null) : null };
    });
  }
}
