import type { InventoryKpisPayload } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { InventoryReadModel } from '../inventory.read-model.js';

export class GetInventoryKpis extends Query<Snapshot<InventoryKpisPayload>> {
  constructor(readonly organizationId: string) {
    super();
  }
}

@QueryHandler(GetInventoryKpis)
export class GetInventoryKpisHandler implements IQueryHandler<GetInventoryKpis> {
  constructor(
    private readonly database: Database,
    private readonly inventory: InventoryReadModel,
  ) {}

  execute({ organizationId }: GetInventoryKpis): Promise<Snapshot<InventoryKpisPayload>> {
    return readSnapshot(this.database, organizationId, (tx) => this.inventory.read(tx, organizationId));
  }
}
