import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CORE_API_ENV, type CoreApiEnv } from '../../config/env.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { inBatches } from '../../platform/schedule/in-batches.js';
import { type ScheduledJob, ScheduledJobs } from '../../platform/schedule/scheduled-jobs.js';
import { OverSessionRepository } from './over-session.repository.js';

/** A session is of no use once its tokens have expired, however it ended; who signed in when, the audit log keeps. */
@Injectable()
export class ForgetSessions implements ScheduledJob, OnModuleInit {
  readonly name = 'identity.forget-sessions';
  readonly everyMs = 3_600_000;

  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly database: Database,
    private readonly over: OverSessionRepository,
    private readonly clock: Clock,
    @Inject(CORE_API_ENV)
    private readonly env: Pick<CoreApiEnv, 'ACCESS_TOKEN_TTL_SECONDS' | 'REFRESH_TOKEN_TTL_SECONDS'>,
  ) {}

  onModuleInit(): void {
    this.jobs.add(this);
  }

  async run(ending: AbortSignal): Promise<void> {
    const ago = (seconds: number) => new Date(this.clock.now().getTime() - seconds * 1_000);
    // A token whose session is not known would count as it is: the last access token must have expired as well.
    const expired = ago(this.env.ACCESS_TOKEN_TTL_SECONDS);
    await inBatches(this.database, ending, (tx, limit) => this.over.forgetSessions(tx, expired, limit));
    const unseen = ago(this.env.ACCESS_TOKEN_TTL_SECONDS + this.env.REFRESH_TOKEN_TTL_SECONDS);
    await inBatches(this.database, ending, (tx, limit) => this.over.forgetDevices(tx, unseen, limit));
  }
}
