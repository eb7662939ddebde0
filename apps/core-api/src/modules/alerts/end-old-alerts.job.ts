import { Injectable, type OnModuleInit } from '@nestjs/common';
import { businessDay } from '../../platform/clock/business-day.js';
import { Clock } from '../../platform/clock/clock.js';
import { type ScheduledJob, ScheduledJobs } from '../../platform/schedule/scheduled-jobs.js';
import { firstCashSubjectOf } from './cash-limit-rule.js';
import { ConditionRepository } from './condition.repository.js';
import { OrganizationRounds } from './organization.rounds.js';

/** Long after any event about a past day can arrive, and after a batch that was gone can come back. */
const FORGET_AFTER_MS = 90 * 86_400_000;

/** What was about a business day ends with it; what has ended is forgotten in the end. */
@Injectable()
export class EndOldAlerts implements ScheduledJob, OnModuleInit {
  readonly name = 'alerts.end-old-alerts';
  readonly everyMs = 3_600_000;

  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly rounds: OrganizationRounds,
    private readonly conditions: ConditionRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.add(this);
  }

  run(ending: AbortSignal): Promise<void> {
    const now = this.clock.now();
    const longAgo = new Date(now.getTime() - FORGET_AFTER_MS);
    return this.rounds.go(
      async (tx, { organizationId, timeZone }) => {
        const today = firstCashSubjectOf(businessDay(now, timeZone));
        // Whoever looks for what expires changes several of these, too.
        await this.conditions.lock(tx, organizationId, 'expiry');
        await this.conditions.liftBefore(tx, organizationId, 'cash', today);
        await this.conditions.forget(tx, organizationId, ['cash', 'expiry'], longAgo);
        return [];
      },
      { ending },
    );
  }
}
