import { Inject, Injectable } from '@nestjs/common';
import type { Socket } from 'socket.io';
import type { GatewayEnv } from '../config/env.js';
import { GATEWAY_ENV } from '../tokens.js';

/** Events that are replayed before live ones get a turn: some 5 ms of work. */
const EVENTS_PER_TURN = 500;

const LOOK_AGAIN_MS = 20;

/** A transport is writable again when everything written to it has left the process. */
export interface Connection {
  readonly readyState: Socket['conn']['readyState'];
  readonly transport: { readonly writable: boolean };
}

export interface Replay {
  readonly events: number;
  readonly bytes: number;
  /** How long it may wait for its turn. */
  readonly patienceMs: number;
}

interface Waiting extends Pick<Replay, 'events' | 'bytes'> {
  readonly connection: Connection;
  readonly until: number;
  readonly enter: (granted: boolean) => void;
}

/**
 * Lets connections that must be brought up to date in one after the other, in the order in which they came. After a
 * gateway was lost thousands come at once: in a turn of the event loop as many get in as its work allows, so that
 * live events are read and sent between the turns, and no more than `REPLAY_BUDGET_BYTES` are under way to clients
 * at a time, so that they do not fill the memory.
 */
@Injectable()
export class ReplayTurns {
  readonly #waiting: Waiting[] = [];
  readonly #underWay = new Map<Connection, number>();
  readonly #budget: number;
  #bytes = 0;
  #running = false;

  constructor(@Inject(GATEWAY_ENV) env: Pick<GatewayEnv, 'REPLAY_BUDGET_BYTES'>) {
    this.#budget = env.REPLAY_BUDGET_BYTES;
  }

  /** Connections that wait for their turn. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** What is under way to clients. */
  get bytes(): number {
    this.#forgetDone();
    return this.#bytes;
  }

  /** Resolves with `true` when it is the turn of a replay, with `false` when that does not come in time. */
  take(connection: Connection, { events, bytes, patienceMs }: Replay): Promise<boolean> {
    return new Promise((enter) => {
      const until = performance.now() + patienceMs;
      this.#waiting.push({ events, bytes, connection, until, enter });
      if (this.#running) return;
      this.#running = true;
      setImmediate(() => this.#turn());
    });
  }

  #turn(): void {
    this.#forgetDone();
    let events = 0;
    let next = this.#waiting[0];
    while (next && events < EVENTS_PER_TURN) {
      const late = next.connection.readyState !== 'open' || performance.now() > next.until;
      // The first of all gets in whatever its size.
      if (!late && this.#bytes > 0 && this.#bytes + next.bytes > this.#budget) break;
      this.#waiting.shift();
      if (!late) {
        events += next.events;
        this.#bytes += next.bytes;
        this.#underWay.set(next.connection, next.bytes);
      }
      next.enter(!late);
      next = this.#waiting[0];
    }
    this.#running = next !== undefined;
    if (!next) return;
    if (events >= EVENTS_PER_TURN) setImmediate(() => this.#turn());
    else setTimeout(() => this.#turn(), LOOK_AGAIN_MS);
  }

  #forgetDone(): void {
    for (const [connection, bytes] of this.#underWay) {
      if (connection.readyState === 'open' && !connection.transport.writable) continue;
      this.#underWay.delete(connection);
      this.#bytes -= bytes;
    }
  }
}
