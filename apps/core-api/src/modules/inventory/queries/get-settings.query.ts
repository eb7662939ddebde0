import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { SettingsRepository } from '../settings.repository.js';
import type { StockRules } from '../stock-level.js';

export class GetSettings extends Query<Snapshot<StockRules>> {
  constructor(readonly organizationId: string) {
    super();
  }
}

@QueryHandler(GetSettings)
export class GetSettingsHandler implements IQueryHandler<GetSettings> {
  constructor(
    private readonly database: Database,
    private readonly settings: SettingsRepository,
  ) {}

  execute({ organizationId }: GetSettings): Promise<Snapshot<StockRules>> {
    return readSnapshot(this.database, organizationId, (tx) => this.settings.get(tx, organizationId));
  }
}
