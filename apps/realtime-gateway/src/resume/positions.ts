import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { GatewayEnv } from '../config/env.js';
import { type ConnectionObserver, ConnectionObservers } from '../connections/connection-observers.js';
import type { RealtimeSocket } from '../connections/realtime-socket.js';
import { OrganizationLogs } from '../delivery/organization-logs.js';
import { SlowConsumers } from '../delivery/slow-consumers.js';
import { GATEWAY_ENV } from '../tokens.js';

/** Parts of the interval among which the sockets are spread, so that they are not all told at once. */
const TURNS = 30;

/**
 * Tells every socket, once in an interval, how far its organization has come, so that one that sees none of the
 * events, or few, can be resumed all the same. A position is told between events, so all up to it were sent before.
 */
@Injectable()
export class Positions implements ConnectionObserver, OnApplicationShutdown {
  readonly #turns: Set<RealtimeSocket>[] = Array.from({ length: TURNS }, () => new Set());
  readonly #timer: NodeJS.Timeout;
  #turn = 0;
  #nextTurn = 0;

  constructor(
    private readonly logs: OrganizationLogs,
    private readonly slowConsumers: SlowConsumers,
    observers: ConnectionObservers,
    @Inject(GATEWAY_ENV) env: Pick<GatewayEnv, 'POSITION_INTERVAL_SECONDS'>,
  ) {
    observers.add(this);
    this.#timer = setInterval(() => this.#tell(), (env.POSITION_INTERVAL_SECONDS * 1000) / TURNS);
    this.#timer.unref();
  }

  opened(socket: RealtimeSocket): void {
    this.#turns[this.#nextTurn % TURNS]?.add(socket);
    this.#nextTurn += 1;
  }

  closed(socket: RealtimeSocket): void {
    for (const turn of this.#turns) turn.delete(socket);
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  #tell(): void {
    this.#turn = (this.#turn + 1) % TURNS;
    if (this.#turn === 0) this.logs.forgetExpired();
    for (const socket of this.#turns[this.#turn] ?? []) {
      const cursor = this.logs.cursorOf(socket.data.organizationId);
      if (cursor === null || cursor === socket.data.toldPosition) continue;
      // Events before that position still wait for it.
      if (this.slowConsumers.isBehind(socket)) continue;
      socket.data.toldPosition = cursor;
      socket.emit('realtime:position', { cursor });
    }
  }
}
