import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { IdentityModule } from '../identity/identity.module.js';
import { InventoryModule } from '../inventory/inventory.module.js';
import { PosModule } from '../pos/pos.module.js';
import { AlertSettingsRepository } from './alert-settings.repository.js';
import { AlertsController } from './alerts.controller.js';
import { ChangeAlertSettingsHandler } from './commands/change-alert-settings.command.js';
import { ConditionRepository } from './condition.repository.js';
import { ConditionReview } from './condition.review.js';
import { RaiseCashAlertOnDailyTotalsUpdated } from './consumers/raise-cash-alert-on-daily-totals-updated.consumer.js';
import { RaiseLowStockAlertOnStockUpdated } from './consumers/raise-low-stock-alert-on-stock-updated.consumer.js';
import { EndOldAlerts } from './end-old-alerts.job.js';
import { ExpiryReview } from './expiry.review.js';
import { OrganizationRounds } from './organization.rounds.js';
import { GetAlertSettingsHandler } from './queries/get-alert-settings.query.js';
import { ListAlertsHandler } from './queries/list-alerts.query.js';
import { RaiseExpiryAlerts } from './raise-expiry-alerts.job.js';
import { RaiseLowStockAlerts } from './raise-low-stock-alerts.job.js';
import { StockReview } from './stock.review.js';
import { TaskWatch } from './task.watch.js';

@Module({
  imports: [CqrsModule, IdentityModule, InventoryModule, PosModule],
  controllers: [AlertsController],
  providers: [
    AlertSettingsRepository,
    ConditionRepository,
    ConditionReview,
    ExpiryReview,
    OrganizationRounds,
    StockReview,
    EndOldAlerts,
    RaiseExpiryAlerts,
    RaiseLowStockAlerts,
    TaskWatch,
    ChangeAlertSettingsHandler,
    GetAlertSettingsHandler,
    ListAlertsHandler,
    RaiseLowStockAlertOnStockUpdated,
    RaiseCashAlertOnDailyTotalsUpdated,
  ],
  exports: [AlertSettingsRepository],
})
export class AlertsModule {}
