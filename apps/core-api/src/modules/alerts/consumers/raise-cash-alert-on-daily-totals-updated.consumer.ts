import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Reactions } from '../../../platform/work-queue/reactions.js';
import { WorkstationRepository } from '../../pos/workstation.repository.js';
import { AlertSettingsRepository } from '../alert-settings.repository.js';
import { cashLimitRule, cashSubject, isOverLimit } from '../cash-limit-rule.js';
import { ConditionReview } from '../condition.review.js';

/** When a till's totals of the day changed, people are told once if it holds more cash than it should. */
@Injectable()
export class RaiseCashAlertOnDailyTotalsUpdated implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly settings: AlertSettingsRepository,
    private readonly workstations: WorkstationRepository,
    private readonly review: ConditionReview,
  ) {}

  onModuleInit(): void {
    this.reactions.on(
      'pos:daily-totals:updated',
      'alerts.raise-cash-alert-on-daily-totals-updated',
      async (tx, { organizationId, payload: totals }) => {
        const { cashLimit } = await this.settings.get(tx, organizationId);
        if (!isOverLimit(totals, cashLimit)) return [];
        const { name } = await this.workstations.get(tx, organizationId, totals.posId);
        const till = { ...totals, name };
        return this.review.one(tx, organizationId, 'cash', cashSubject(till), (condition) =>
          cashLimitRule(condition, till, cashLimit),
        );
      },
    );
  }
}
