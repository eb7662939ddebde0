import type { Channel, ChannelModel } from 'amqplib';
import { BrokerUnavailable } from '../event-broker.js';
import { backoffMs, pause } from '../pause.js';
import type { Connection } from './connection.js';

export interface LastingChannelOptions<C extends Channel> {
  readonly connection: Connection;
  readonly open: (model: ChannelModel) => Promise<C>;
  /** Declares and attaches what the channel is for; the channel counts as ready when it resolves. */
  readonly setUp: (channel: C, model: ChannelModel) => Promise<void>;
  readonly onError: (error: Error) => void;
}

/**
 * A channel that is opened and set up again after a reconnect, and also when the server closed the channel alone (a queue
 * was deleted, an acknowledgement timed out), which the connection manager does not do. No failure of it reaches the process.
 */
export class LastingChannel<C extends Channel = Channel> {
  readonly #options: LastingChannelOptions<C>;
  readonly #closing = new AbortController();
  readonly #firstAttempt = Promise.withResolvers<void>();
  readonly #ended: Promise<void>;
  #open: C | undefined;
  #ready: C | undefined;

  constructor(options: LastingChannelOptions<C>) {
    this.#options = options;
    this.#ended = this.#run();
  }

  /** The channel, while it is open and set up. */
  get ready(): C | undefined {
    return this.#ready;
  }

  /** Resolves when it was ready, or failed to become so, for the first time. */
  get attempted(): Promise<void> {
    return this.#firstAttempt.promise;
  }

  /** Resolves when it was closed for good. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** Aborted when the channel is closed for good. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** Gives up the present channel; another is opened after a pause. */
  reopen(): void {
    this.#ready = undefined;
    if (this.#open) void closeChannel(this.#open);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.reopen();
    await this.#ended;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.closing.aborted) {
      const model = await this.#options.connection.connected(this.closing);
      if (!model) break;
      let wasReady = false;
      try {
        await this.#live(model, () => {
          wasReady = true;
          this.#firstAttempt.resolve();
        });
        failures = 0;
      } catch (error) {
        failures = wasReady ? 1 : failures + 1;
        if (!this.#isOutage(error)) this.#options.onError(asError(error));
      }
      this.#firstAttempt.resolve();
      await pause(backoffMs(failures), this.closing);
    }
    this.#firstAttempt.resolve();
  }

  /** The connections report outages themselves. */
  #isOutage(error: unknown): boolean {
    return this.closing.aborted || !this.#options.connection.model || error instanceof BrokerUnavailable;
  }

  async #live(model: ChannelModel, onReady: () => void): Promise<void> {
    const channel = await this.#options.open(model);
    let failure: Error | undefined;
    channel.on('error', (error) => {
      failure = error;
    });
    const gone = new Promise<void>((resolve) => channel.once('close', resolve));
    this.#open = channel;
    try {
      if (this.closing.aborted) return;
      await this.#options.setUp(channel, model);
      this.#ready = channel;
      onReady();
      await gone;
      if (failure) throw failure;
    } finally {
      this.#ready = undefined;
      this.#open = undefined;
      await closeChannel(channel);
    }
  }
}

/** Never rejects, and does not wait for an answer that a lost connection will not bring. */
export async function closeChannel(channel: Channel): Promise<void> {
  const gone = new Promise<void>((resolve) => channel.once('close', resolve));
  await Promise.race([channel.close().catch(() => undefined), gone]);
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
