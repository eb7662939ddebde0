import { setTimeout as delay } from 'node:timers/promises';
import type { EventBroker, StreamMessage, Tail } from '@business-control/event-broker';
import { REALTIME_STREAM } from '@business-control/realtime-contracts';
import { Inject, Injectable } from '@nestjs/common';
import { BaseRpcContext, type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { isObservable, lastValueFrom } from 'rxjs';
import type { GatewayEnv } from '../config/env.js';
import { EVENT_BROKER, GATEWAY_ENV } from '../tokens.js';

const RETRY_MS = 1_000;

/** What the handler of the stream receives. */
export interface StreamBatch {
  readonly messages: readonly StreamMessage[];
  /** Whether sockets may be connected: `false` while the last window is read back. Asked when handling, not before. */
  readonly live: () => boolean;
  /** Set, without messages, when messages were lost to this gateway or the stream was created anew. */
  readonly discontinuity: { readonly expected: number; readonly actual: number } | undefined;
}

/**
 * The microservice transport of the gateway: tails the event stream and hands every batch to the one handler
 * of it, in order, the next after the handler is done.
 */
@Injectable()
export class EventStreamServer extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol('event-stream');
  readonly #closing = new AbortController();
  #tail: Tail | undefined;
  #caughtUp = false;
  #noticed: Promise<void> | undefined;

  constructor(
    @Inject(EVENT_BROKER) private readonly broker: EventBroker,
    @Inject(GATEWAY_ENV) private readonly env: Pick<GatewayEnv, 'REPLAY_WINDOW_SECONDS'>,
    @InjectPinoLogger(EventStreamServer.name) private readonly log: PinoLogger,
  ) {
    super();
  }

  /** Whether the last window has been read back, so that every organization's position is known. */
  get caughtUp(): boolean {
    return this.#caughtUp;
  }

  get connected(): boolean {
    return this.#tail?.connected ?? false;
  }

  /** Offset of the last event handled; `undefined` before the first. */
  get offset(): number | undefined {
    return this.#tail?.offset;
  }

  /** Why events are not flowing; `undefined` when they are. */
  get trouble(): string | undefined {
    if (!this.connected) return 'the event stream cannot be reached';
    return this.#caughtUp ? undefined : 'the event stream is still being read back';
  }

  /** Does not wait for the broker: health must answer while it is away. */
  listen(callback: () => void): void {
    void this.#start();
    callback();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#tail?.close();
  }

  on(): never {
    throw new Error('the event stream has no events besides its batches');
  }

  unwrap<T>(): T {
    return this.#tail as T;
  }

  async #start(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        const tail = await this.#open();
        if (signal.aborted) return await tail.close();
        this.#tail = tail;
        await tail.caughtUp;
        this.#caughtUp = true;
        this.log.info({ offset: tail.offset }, 'caught up with the event stream');
        return;
      } catch (err) {
        if (signal.aborted) return;
        this.log.error({ err }, 'the event stream cannot be read; trying again');
        await this.#tail?.close();
        this.#tail = undefined;
        await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  #open(): Promise<Tail> {
    return this.broker.tail({
      stream: REALTIME_STREAM,
      from: { windowMs: this.env.REPLAY_WINDOW_SECONDS * 1000 },
      onBatch: async (messages) => {
        await this.#noticed;
        await this.#handle(messages);
      },
      // At once: until the next message nobody could tell that what is known may be out of date.
      onDiscontinuity: (jump) => {
        this.#noticed = this.#handle([], jump).catch((err: unknown) => {
          this.log.error({ err }, 'a hole in the event stream could not be told');
        });
      },
    });
  }

  async #handle(
    messages: readonly StreamMessage[],
    discontinuity?: StreamBatch['discontinuity'],
  ): Promise<void> {
    const handler = this.getHandlerByPattern(REALTIME_STREAM);
    if (!handler) throw new Error(`nothing handles ${REALTIME_STREAM}`);
    const batch: StreamBatch = { messages, live: () => this.#caughtUp, discontinuity };
    const handled: unknown = await handler(batch, new BaseRpcContext([]));
    if (isObservable(handled)) await lastValueFrom(handled, { defaultValue: undefined });
  }
}
