import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type ScheduledJob, ScheduledJobs } from '../../platform/schedule/scheduled-jobs.js';
import { AssignmentRounds } from './assignment.rounds.js';

/** Nothing happens when a grace period is over: somebody has to look. */
@Injectable()
export class ReassignVisitors implements ScheduledJob, OnModuleInit {
  readonly name = 'assignment.reassign-visitors';
  readonly everyMs = 2_000;

  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly rounds: AssignmentRounds,
  ) {}

  onModuleInit(): void {
    this.jobs.add(this);
  }

  run(ending: AbortSignal): Promise<void> {
    return this.rounds.make(ending);
  }
}
