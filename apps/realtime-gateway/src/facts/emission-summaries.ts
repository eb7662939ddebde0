import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { GatewayEnv } from '../config/env.js';
import { Emissions } from '../delivery/emissions.js';
import { CLOCK, type Clock, GATEWAY_ENV, GATEWAY_ID } from '../tokens.js';
import { GatewayFacts } from './gateway-facts.js';

/** Tells core-api now and then what was sent to each organization, and once more when the gateway stops. */
@Injectable()
export class EmissionSummaries implements OnApplicationBootstrap, OnApplicationShutdown {
  #from: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly emissions: Emissions,
    private readonly facts: GatewayFacts,
    @Inject(GATEWAY_ID) private readonly gatewayId: string,
    @Inject(CLOCK) private readonly now: Clock,
    @Inject(GATEWAY_ENV) private readonly env: Pick<GatewayEnv, 'EMISSIONS_SUMMARY_SECONDS'>,
  ) {
    this.#from = now();
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => this.report(), this.env.EMISSIONS_SUMMARY_SECONDS * 1000).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    this.report();
    await this.facts.settled();
  }

  /** An organization to which nothing was sent is not mentioned. */
  report(): void {
    const now = this.now();
    const [from, to] = [new Date(this.#from).toISOString(), new Date(now).toISOString()];
    this.#from = now;
    for (const [organizationId, events] of this.emissions.take()) {
      this.facts.report('realtime:emissions:summarized', organizationId, {
        gatewayId: this.gatewayId,
        from,
        to,
        events,
      });
    }
  }
}
