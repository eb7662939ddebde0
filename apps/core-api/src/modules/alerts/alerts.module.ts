import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AlertSettingsRepository } from './alert-settings.repository.js';
import { AlertsController } from './alerts.controller.js';
import { ChangeAlertSettingsHandler } from './commands/change-alert-settings.command.js';
import { ConditionRepository } from './condition.repository.js';
import { ConditionReview } from './condition.review.js';
import { RaiseCashAlertOnDailyTotalsUpdated } from './consumers/raise-cash-alert-on-daily-totals-updated.consumer.js';
import { RaiseLowStockAlertOnStockUpdated } from './consumers/raise-low-stock-alert-on-stock-updated.consumer.js';
import { GetAlertSettingsHandler } from './queries/get-alert-settings.query.js';
import { ListAlertsHandler } from './queries/list-alerts.query.js';

@Module({
  imports: [CqrsModule],
  controllers: [AlertsController],
  providers: [
    AlertSettingsRepository,
    ConditionRepository,
    ConditionReview,
    ChangeAlertSettingsHandler,
    GetAlertSettingsHandler,
    ListAlertsHandler,
    RaiseLowStockAlertOnStockUpdated,
    RaiseCashAlertOnDailyTotalsUpdated,
  ],
})
export class AlertsModule {}
