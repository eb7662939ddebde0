import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import type { GatewayEnv } from '../config/env.js';
import { closeSocket } from '../connections/closing.js';
import { type ConnectionObserver, ConnectionObservers } from '../connections/connection-observers.js';
import { OutgoingBytes } from '../connections/outgoing-bytes.js';
import type { RealtimeSocket } from '../connections/realtime-socket.js';
import { GATEWAY_ENV } from '../tokens.js';
import { Backlog } from './backlog.js';
import { BEHIND } from './channel.js';
import type { Delivery } from './deliver.js';
import { emitTo } from './emit.js';

const LOOK_AGAIN_MS = 50;

interface SlowConsumer {
  readonly outgoing: OutgoingBytes;
  readonly backlog: Backlog;
  writes: number;
  /** When it last took something, in milliseconds of the monotonic clock. */
  tookAt: number;
}

/**
 * Looks after the sockets that read slower than events come. Half of `SEND_QUEUE_MAX_BYTES` may wait in a connection
 * itself; a socket with more leaves the shared path of the fan-out and its events wait in a {@link Backlog}, where
 * `latest` ones are conflated. It comes back to the shared path as soon as it has caught up. It is closed when all
 * that waits for it outgrows the whole, or when it takes nothing for `SLOW_CONSUMER_SECONDS`: it resumes by its
 * cursor. Everybody else pays one addition per event.
 */
@Injectable()
export class SlowConsumers implements ConnectionObserver, OnApplicationShutdown {
  readonly #slow = new Map<RealtimeSocket, SlowConsumer>();
  readonly #max: number;
  readonly #half: number;
  readonly #patienceMs: number;
  #timer: NodeJS.Timeout | undefined;
  /** How many events were replaced by newer ones, and how many sockets were closed, since the gateway started. */
  conflated = 0;
  closedSockets = 0;

  constructor(
    @Inject(GATEWAY_ENV) env: Pick<GatewayEnv, 'SEND_QUEUE_MAX_BYTES' | 'SLOW_CONSUMER_SECONDS'>,
    observers: ConnectionObservers,
    @InjectPinoLogger(SlowConsumers.name) private readonly logger: PinoLogger,
  ) {
    observers.add(this);
    this.#max = env.SEND_QUEUE_MAX_BYTES;
    this.#half = this.#max / 2;
    this.#patienceMs = env.SLOW_CONSUMER_SECONDS * 1000;
  }

  /** Watches a socket from now on. What it was given before, to resume, does not count. */
  opened(socket: RealtimeSocket): void {
    const outgoing = new OutgoingBytes(socket.conn, (bytes) => {
      if (bytes > this.#half) this.#fallBehind(socket, outgoing);
      // Not at once: whatever grows is being written, and nothing may be written after the word that it is closing.
      if (bytes > this.#max) process.nextTick(() => this.#close(socket));
    });
  }

  closed(socket: RealtimeSocket): void {
    this.#slow.delete(socket);
  }

  /** The sockets that a broadcast must leave out; whatever they are to get is for {@link offer}. */
  get sockets(): RealtimeSocket[] {
    return [...this.#slow.keys()];
  }

  /** What waits for them altogether: in their connections and beside. */
  get bytes(): number {
    let bytes = 0;
    for (const { outgoing, backlog } of this.#slow.values()) bytes += outgoing.total + backlog.bytes;
    return bytes;
  }

  /** Whether events wait for a socket, so that nothing with a later position may be sent to it directly. */
  isBehind(socket: RealtimeSocket): boolean {
    return this.#slow.has(socket);
  }

  /** Keeps an event for those of the sockets left out that are in its audience. */
  offer(delivery: Delivery, leftOut: readonly RealtimeSocket[]): void {
    let bytes: number | undefined;
    for (const socket of leftOut) {
      const consumer = this.#slow.get(socket);
      if (!consumer || socket.data.closing) continue;
      if (!delivery.channels.some((channel) => socket.rooms.has(channel))) continue;
      bytes ??= Buffer.byteLength(JSON.stringify([delivery.name, ...delivery.args]));
      const { backlog, outgoing } = consumer;
      if (backlog.add(delivery, bytes)) this.conflated += 1;
      if (outgoing.total + backlog.bytes > this.#max) this.#close(socket);
    }
  }

  /** Drops what waits: its sockets are about to be told to fetch everything again. */
  forget(organizationId?: string): void {
    for (const [socket, { backlog }] of this.#slow) {
      if (organizationId === undefined || socket.data.organizationId === organizationId) backlog.clear();
    }
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  #fallBehind(socket: RealtimeSocket, outgoing: OutgoingBytes): void {
    if (this.#slow.has(socket) || socket.data.closing || !socket.connected) return;
    const { writes } = outgoing;
    this.#slow.set(socket, { outgoing, backlog: new Backlog(), writes, tookAt: performance.now() });
    socket.join(BEHIND);
    this.#timer ??= setInterval(() => this.#look(), LOOK_AGAIN_MS).unref();
  }

  #look(): void {
    for (const [socket, consumer] of this.#slow) {
      if (socket.data.closing) this.#slow.delete(socket);
      else this.#lookAt(socket, consumer);
    }
    if (this.#slow.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #lookAt(socket: RealtimeSocket, consumer: SlowConsumer): void {
    const { outgoing, backlog } = consumer;
    while (!backlog.isEmpty && outgoing.total < this.#half) {
      const delivery = backlog.shift();
      if (delivery) emitTo(socket.nsp, [socket.id], delivery);
    }
    if (backlog.isEmpty && outgoing.total < this.#half) {
      this.#slow.delete(socket);
      socket.leave(BEHIND);
    } else if (outgoing.writes !== consumer.writes) {
      consumer.writes = outgoing.writes;
      consumer.tookAt = performance.now();
    } else if (performance.now() - consumer.tookAt > this.#patienceMs) {
      this.#close(socket);
    }
  }

  #close(socket: RealtimeSocket): void {
    if (socket.data.closing) return;
    const { userId, organizationId } = socket.data;
    this.#slow.get(socket)?.backlog.clear();
    this.closedSockets += 1;
    this.logger.warn({ socketId: socket.id, userId, organizationId }, 'a socket does not keep up');
    closeSocket(socket, 'slow-consumer');
  }
}
