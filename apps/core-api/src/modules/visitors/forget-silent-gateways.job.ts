import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type ScheduledJob, ScheduledJobs } from '../../platform/schedule/scheduled-jobs.js';
import { SilentGatewaysReaper } from './silent-gateways.reaper.js';

/** A gateway that was killed tells nobody: when it has been silent for too long, nobody is connected there any more. */
@Injectable()
export class ForgetSilentGateways implements ScheduledJob, OnModuleInit {
  readonly name = 'visitors.forget-silent-gateways';
  readonly everyMs = 5_000;

  constructor(
    private readonly jobs: ScheduledJobs,
    private readonly reaper: SilentGatewaysReaper,
  ) {}

  onModuleInit(): void {
    this.jobs.add(this);
  }

  run(ending: AbortSignal): Promise<void> {
    return this.reaper.reap(ending);
  }
}
