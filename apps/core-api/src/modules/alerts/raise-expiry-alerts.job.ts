import { Injectable, type OnModuleInit } from '@nestjs/common';
import { businessDay } from '../../platform/clock/business-day.js';
import { Clock } from '../../platform/clock/clock.js';
import { type ScheduledJob, ScheduledJobs } from '../../platform/schedule/scheduled-jobs.js';
import { ExpiryReview } from './expiry.review.js';
import { OrganizationRounds } from './organization.rounds.js';

/** Every hour, so that nobody waits long after the midnight of their time zone. */
@Injectable()
export class RaiseExpiryAlerts implements ScheduledJob, OnModuleInit {
  readonly name = 'alerts.raise-expiry-alerts';
  readonly everyMs = 3_600_000;

  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly rounds: OrganizationRounds,
    private readonly expiry: ExpiryReview,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.add(this);
  }

  run(ending: AbortSignal): Promise<void> {
    return this.rounds.go(
      (tx, { organizationId, timeZone }) =>
        this.expiry.run(tx, organizationId, businessDay(this.clock.now(), timeZone)),
      { ending },
    );
  }
}
