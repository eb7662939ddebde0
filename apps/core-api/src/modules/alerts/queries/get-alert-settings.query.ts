import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Database } from '../../../platform/database/database.js';
import { AlertSettingsRepository } from '../alert-settings.repository.js';
import type { AlertSettings } from '../alerts.inputs.js';

export class GetAlertSettings extends Query<AlertSettings> {
  constructor(readonly organizationId: string) {
    super();
  }
}

@QueryHandler(GetAlertSettings)
export class GetAlertSettingsHandler implements IQueryHandler<GetAlertSettings> {
  constructor(
    private readonly database: Database,
    private readonly settings: AlertSettingsRepository,
  ) {}

  execute({ organizationId }: GetAlertSettings): Promise<AlertSettings> {
    return this.database.snapshot((tx) => this.settings.get(tx, organizationId));
  }
}
