import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type ScheduledJob, ScheduledJobs } from '../../platform/schedule/scheduled-jobs.js';
import { ExpiredVisitsSweeper } from './expired-visits.sweeper.js';

/** A visitor whose last token has expired cannot come back: the visit is over. */
@Injectable()
export class EndExpiredVisits implements ScheduledJob, OnModuleInit {
  readonly name = 'visitors.end-expired-visits';
  readonly everyMs = 60_000;

  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly sweeper: ExpiredVisitsSweeper,
  ) {}

  onModuleInit(): void {
    this.jobs.add(this);
  }

  run(ending: AbortSignal): Promise<void> {
    return this.sweeper.sweep(ending);
  }
}
