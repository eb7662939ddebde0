import type { RealtimeReady } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry } from 'prom-client';
import { gauge } from '../metrics/figures.js';
import type { SocketErrorCode } from './error-codes.js';
import type { Namespace } from './realtime-socket.js';

/** Who comes, who stays and who goes. No label names a person or an organization. */
@Injectable()
export class ConnectionMetrics {
  readonly #accepted: Counter<'resume'>;
  readonly #refused: Counter<'code'>;
  readonly #closed: Counter<'code'>;
  #namespace: Namespace | undefined;

  constructor(registry: Registry) {
    const registers = [registry];
    const namespace = () => this.#namespace;
    this.#accepted = new Counter({
      name: 'realtime_connections_accepted_total',
      help: 'Connections, by what they were told of the time before.',
      labelNames: ['resume'],
      registers,
    });
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
      help: 'Connections at the moment, by transport.',
      labelNames: ['transport'],
      registers,
      collect() {
        this.set({ transport: 'websocket' }, 0);
        this.set({ transport: 'polling' }, 0);
        for (const { conn } of namespace()?.sockets.values() ?? []) {
          this.inc({ transport: conn.transport.name });
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

  accepted(resume: RealtimeReady['resume']): void {
    this.#accepted.inc({ resume });
  }

  refused(code: SocketErrorCode): void {
    this.#refused.inc({ code });
  }

  closed(code: SocketErrorCode | undefined): void {
    this.#closed.inc({ code: code ?? 'none' });
  }
}
