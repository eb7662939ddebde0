import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CORE_API_ENV, type CoreApiEnv } from '../../config/env.js';
import { Clock } from '../../platform/clock/clock.js';
import { type ScheduledJob, ScheduledJobs } from '../../platform/schedule/scheduled-jobs.js';
import { OldConversationsSweeper } from './old-conversations.sweeper.js';

const DAY_MS = 86_400_000;

/** Nobody's words and names are kept for ever. */
@Injectable()
export class ForgetConversations implements ScheduledJob, OnModuleInit {
  readonly name = 'chat.forget-conversations';
  readonly everyMs = 3_600_000;

  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly sweeper: OldConversationsSweeper,
    private readonly clock: Clock,
    @Inject(CORE_API_ENV) private readonly env: Pick<CoreApiEnv, 'CHAT_RETENTION_DAYS'>,
  ) {}

  onModuleInit(): void {
    this.jobs.add(this);
  }

  run(ending: AbortSignal): Promise<void> {
    const age = this.env.CHAT_RETENTION_DAYS * DAY_MS;
    return this.sweeper.sweep(new Date(this.clock.now().getTime() - age), ending);
  }
}
