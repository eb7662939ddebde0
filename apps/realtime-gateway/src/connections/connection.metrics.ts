import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry } from 'prom-client';
import { gauge } from '../metrics/figures.js';
import { isPlainWebSocket } from '../plain-websocket/endpoint.js';
import { ReplayTurns } from '../resume/replay-turns.js';
import type { Resumption } from '../resume/resume.js';
import type { SocketErrorCode } from './error-codes.js';
import type { Namespace } from './realtime-socket.js';

/** Who comes, who stays and who goes. No label names a person or an organization. */
@Injectable()
export class ConnectionMetrics {
  readonly #accepted: Counter<'resume'>;
  readonly #replayed: Counter;
  readonly #refused: Counter<'code'>;
  readonly #closed: Counter<'code'>;
  #namespace: Namespace | undefined;

  constructor(registry: Registry, turns: ReplayTurns) {
    const registers = [registry];
    const namespace = () => this.#namespace;
    this.#accepted = new Counter({
      name: 'realtime_connections_accepted_total',
      help: 'Connections, by what they were told of the time before.',
      labelNames: ['resume'],
      registers,
    });
    this.#replayed = new Counter({
      name: 'realtime_events_replayed_total',
      help: 'Missed events that connections were given when they came back.',
      registers,
    });
    gauge(
      registry,
      'realtime_replays_waiting',
      'Connections that wait for their turn to be brought up to date.',
      () => turns.waiting,
    );
    gauge(
      registry,
      'realtime_replay_bytes',
      'Missed events that are under way to clients, in bytes as published.',
      () => turns.bytes,
    );
    this.#refused = new Counter({
      name: 'realtime_connections_refused_total',
      help: 'Connections that were not let in, by error code.',
      labelNames: ['code'],
      registers,
    });
    this.#closed = new Counter({
      name: 'realtime_connections_closed_total',
      help: 'Connections that ended, by error code; `none` when the gateway did not close them.',
      labelNames: ['code'],
      registers,
    });
    new Gauge({
      name: 'realtime_connections',
      help: 'Connections at the moment, by transport; `plain` are those without Socket.IO.',
      labelNames: ['transport'],
      registers,
      collect() {
        this.set({ transport: 'websocket' }, 0);
        this.set({ transport: 'polling' }, 0);
        this.set({ transport: 'plain' }, 0);
        for (const { conn } of namespace()?.sockets.values() ?? []) {
          this.inc({ transport: isPlainWebSocket(conn.request) ? 'plain' : conn.transport.name });
        }
      },
    });
    gauge(
      registry,
      'realtime_rooms',
      'Rooms with a member, counted for each permission its members hold.',
      // Every socket is alone in a room of its own id, too.
      () => (this.#namespace ? this.#namespace.adapter.rooms.size - this.#namespace.adapter.sids.size : 0),
    );
  }

  attach(namespace: Namespace): void {
    this.#namespace = namespace;
  }

  accepted(resumption: Resumption): void {
    this.#accepted.inc({ resume: resumption.resume });
    if (resumption.resume === 'replayed') this.#replayed.inc(resumption.missed.length);
  }

  refused(code: SocketErrorCode): void {
    this.#refused.inc({ code });
  }

  closed(code: SocketErrorCode | undefined): void {
    this.#closed.inc({ code: code ?? 'none' });
  }
}
