import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { OutboxRelay } from './outbox/outbox.relay.js';
import { RateLimits } from './rate-limit/rate-limits.js';
import { RetentionJob } from './retention/retention.job.js';

/** Starts what runs in the background; stops it once HTTP has stopped, so that the last command's events go out. */
@Injectable()
export class PlatformLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly relay: OutboxRelay,
    private readonly retention: RetentionJob,
    private readonly rateLimits: RateLimits,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.relay.start();
    this.retention.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.relay.stop(), this.retention.stop()]);
    this.rateLimits.close();
  }
}
