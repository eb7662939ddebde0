import { Injectable } from '@nestjs/common';
import { eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { type AlertSettings, defaultAlertSettings } from './alert-settings.js';
import { alertSettings } from './alerts.schema.js';

@Injectable()
export class AlertSettingsRepository {
  async get(tx: Transaction, organizationId: string): Promise<AlertSettings> {
    const [settings] = await tx
      .select({ cashLimit: alertSettings.cashLimit, expiryWarningDays: alertSettings.expiryWarningDays })
      .from(alertSettings)
      .where(eq(alertSettings.organizationId, organizationId));
    return settings ?? defaultAlertSettings;
  }

  async save(tx: Transaction, organizationId: string, settings: AlertSettings): Promise<void> {
    await tx
      .insert(alertSettings)
      .values({ organizationId, ...settings })
      .onConflictDoUpdate({ target: alertSettings.organizationId, set: settings });
  }
}
