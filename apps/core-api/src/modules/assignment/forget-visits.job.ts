import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type ScheduledJob, ScheduledJobs } from '../../platform/schedule/scheduled-jobs.js';
import { DeletedTicketsSweeper } from './deleted-tickets.sweeper.js';

/** Who visited, and who looked after them, is known no longer than what was said. */
@Injectable()
export class ForgetVisits implements ScheduledJob, OnModuleInit {
  readonly name = 'assignment.forget-visits';
  readonly everyMs = 3_600_000;

  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly sweeper: DeletedTicketsSweeper,
  ) {}

  onModuleInit(): void {
    this.jobs.add(this);
  }

  run(ending: AbortSignal): Promise<void> {
    return this.sweeper.sweep(ending);
  }
}
