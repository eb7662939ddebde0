import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CORE_API_ENV, type CoreApiEnv } from '../../config/env.js';
import { Clock } from '../../platform/clock/clock.js';
import { eachInTurn } from '../../platform/schedule/each-in-turn.js';
import { type ScheduledJob, ScheduledJobs } from '../../platform/schedule/scheduled-jobs.js';
import { InboxCleaner } from './inbox.cleaner.js';

const DAY_MS = 86_400_000;

/** Old notifications are deleted. */
@Injectable()
export class ForgetNotifications implements ScheduledJob, OnModuleInit {
  readonly name = 'notifications.forget-notifications';
  readonly everyMs = 3_600_000;

  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly cleaner: InboxCleaner,
    private readonly clock: Clock,
    @Inject(CORE_API_ENV) private readonly env: Pick<CoreApiEnv, 'NOTIFICATION_RETENTION_DAYS'>,
  ) {}

  onModuleInit(): void {
    this.jobs.add(this);
  }

  async run(ending: AbortSignal): Promise<void> {
    const age = this.env.NOTIFICATION_RETENTION_DAYS * DAY_MS;
    const before = new Date(this.clock.now().getTime() - age);
    const inboxes = await this.cleaner.inboxesFrom(before);
    await eachInTurn(inboxes, ending, (inbox) => this.cleaner.clean(inbox));
  }
}
