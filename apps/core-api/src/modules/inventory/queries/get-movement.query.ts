import type { MovementPayload } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { movementPayload } from '../movement.js';
import { MovementRepository } from '../movement.repository.js';

export class GetMovement extends Query<Snapshot<MovementPayload>> {
  constructor(
    readonly organizationId: string,
    readonly movementId: string,
  ) {
    super();
  }
}

@QueryHandler(GetMovement)
export class GetMovementHandler implements IQueryHandler<GetMovement> {
  constructor(
    private readonly database: Database,
    private readonly movements: MovementRepository,
  ) {}

  execute({ organizationId, movementId }: GetMovement): Promise<Snapshot<MovementPayload>> {
    return readSnapshot(this.database, organizationId, async (tx) =>
      movementPayload(await this.movements.get(tx, organizationId, movementId)),
    );
  }
}
