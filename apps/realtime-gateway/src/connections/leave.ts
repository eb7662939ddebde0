import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { GatewayEnv } from '../config/env.js';
import { EventStreamServer } from '../delivery/event-stream.server.js';
import { Readiness } from '../health/readiness.js';
import { GATEWAY_ENV } from '../tokens.js';
import { drain } from './drain.js';
import type { Namespace } from './realtime-socket.js';

/** How this gateway goes. */
@Injectable()
export class Leave {
  constructor(
    private readonly readiness: Readiness,
    private readonly stream: EventStreamServer,
    @Inject(GATEWAY_ENV)
    private readonly env: Pick<GatewayEnv, 'DRAIN_SECONDS' | 'NOT_READY_BEFORE_STOP_SECONDS'>,
  ) {}

  /**
   * The order of leaving: not ready, so that load balancers turn away; then nobody new comes, and the sockets are told
   * to go elsewhere, one after the other, and get every event until they are; only then the stream ends. The rest of
   * the process follows.
   */
  async take(namespace: Namespace | undefined): Promise<void> {
    this.readiness.leaving = true;
    await delay(this.env.NOT_READY_BEFORE_STOP_SECONDS * 1000);
    this.readiness.draining = true;
    if (namespace) await drain(namespace, this.env.DRAIN_SECONDS * 1000);
    await this.stream.close();
  }
}
