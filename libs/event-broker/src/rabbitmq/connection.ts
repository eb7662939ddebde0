import { once } from 'node:events';
import { type AmqpConnectionManager, connect } from 'amqp-connection-manager';
import type { ChannelModel } from 'amqplib';
import { BrokerUnavailable } from '../event-broker.js';

const RECONNECT_SECONDS = 1;
const CONNECT_TIMEOUT_MS = 10_000;
const CLOSE_TIMEOUT_MS = 5_000;

export interface ConnectionOptions {
  readonly url: string;
  /** Shown in RabbitMQ's management page. */
  readonly name: string;
  readonly onError: (error: Error) => void;
}

/** One connection to RabbitMQ that comes back by itself. An outage is reported once, not once a retry. */
export class Connection {
  readonly #manager: AmqpConnectionManager;
  #blocked = false;
  #outageReported = false;

  constructor({ url, name, onError }: ConnectionOptions) {
    this.#manager = connect(url, {
      reconnectTimeInSeconds: RECONNECT_SECONDS,
      connectionOptions: {
        noDelay: true,
        timeout: CONNECT_TIMEOUT_MS,
        clientProperties: { connection_name: name },
      },
    });
    const report = (cause: unknown) => {
      this.#blocked = false;
      if (this.#outageReported) return;
      this.#outageReported = true;
      onError(new BrokerUnavailable(`RabbitMQ connection ${name} is down`, { cause }));
    };
    this.#manager.on('connectFailed', ({ err }) => report(err));
    this.#manager.on('disconnect', ({ err }) => report(err));
    this.#manager.on('connect', () => {
      this.#outageReported = false;
    });
    this.#manager.on('blocked', ({ reason }) => {
      this.#blocked = true;
      onError(new BrokerUnavailable(`RabbitMQ blocks connection ${name}: ${reason}`));
    });
    this.#manager.on('unblocked', () => {
      this.#blocked = false;
    });
  }

  /** RabbitMQ refuses to read from publishers (memory or disk alarm). */
  get blocked(): boolean {
    return this.#blocked;
  }

  get model(): ChannelModel | undefined {
    return this.#manager.connection;
  }

  /** Waits for the connection; `undefined` when the signal is aborted first. */
  async connected(signal: AbortSignal): Promise<ChannelModel | undefined> {
    while (!signal.aborted) {
      if (this.model) return this.model;
      await once(this.#manager, 'connect', { signal }).catch(() => undefined);
    }
    return undefined;
  }

  /** Resolves with the outcome of the first attempt to connect. */
  async attempted(): Promise<void> {
    if (this.model) return;
    const decided = new AbortController();
    const options = { signal: decided.signal };
    await Promise.race([
      once(this.#manager, 'connect', options),
      once(this.#manager, 'connectFailed', options),
    ]);
    decided.abort();
  }

  /** Bounded, because a server that dies during the closing handshake never answers it. */
  async close(): Promise<void> {
    const timeout = Promise.withResolvers<void>();
    const timer = setTimeout(timeout.resolve, CLOSE_TIMEOUT_MS);
    await Promise.race([this.#manager.close().catch(() => undefined), timeout.promise]);
    clearTimeout(timer);
  }
}
