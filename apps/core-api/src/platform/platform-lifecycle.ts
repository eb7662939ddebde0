import { MetricsEndpoint, MetricsUnavailable } from '@business-control/telemetry';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { StartupError } from './errors/startup-error.js';
import { OutboxRelay } from './outbox/outbox.relay.js';
import { RateLimits } from './rate-limit/rate-limits.js';
import { ScheduledJobs } from './schedule/scheduled-jobs.js';
import { WorkQueues } from './work-queue/work-queues.js';

/**
 * Starts what runs in the background; stops it once HTTP has stopped. Queues are there before the relay publishes: what is
 * published before never reaches them. Reactions and jobs end before the relay, so that the events
 * of the last command, the last reaction and the last job go out.
 */
@Injectable()
export class PlatformLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly relay: OutboxRelay,
    private readonly workQueues: WorkQueues,
    private readonly scheduledJobs: ScheduledJobs,
    private readonly rateLimits: RateLimits,
    private readonly metrics: MetricsEndpoint,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.metrics.start().catch((error: unknown) => {
      throw error instanceof MetricsUnavailable ? new StartupError(error.message) : error;
    });
    await this.workQueues.start();
    await this.relay.start();
    this.scheduledJobs.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.workQueues.stop(), this.scheduledJobs.stop()]);
    await this.relay.stop();
    this.rateLimits.close();
    await this.metrics.close();
  }
}
