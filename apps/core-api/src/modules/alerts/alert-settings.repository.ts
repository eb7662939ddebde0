import { Inject, Injectable } from '@nestjs/common';
import { eq } from 'drizzle-orm';
import { CORE_API_ENV, type CoreApiEnv } from '../../config/env.js';
import type { Transaction } from '../../platform/database/database.js';
import type { AlertSettings } from './alerts.inputs.js';
import { alertSettings } from './alerts.schema.js';

@Injectable()
export class AlertSettingsRepository {
  constructor(@Inject(CORE_API_ENV) private readonly env: Pick<CoreApiEnv, 'EXPIRY_WARNING_DAYS'>) {}

  async get(tx: Transaction, organizationId: string): Promise<AlertSettings> {
    const [settings] = await tx
      .select({ cashLimit: alertSettings.cashLimit, expiryWarningDays: alertSettings.expiryWarningDays })
      .from(alertSettings)
      .where(eq(alertSettings.organizationId, organizationId));
    return settings ?? { cashLimit: null, expiryWarningDays: this.env.EXPIRY_WARNING_DAYS };
  }

  async save(tx: Transaction, organizationId: string, settings: AlertSettings): Promise<void> {
    await tx
      .insert(alertSettings)
      .values({ organizationId, ...settings })
      .onConflictDoUpdate({ target: alertSettings.organizationId, set: settings });
  }
}
