import type { ConfirmChannel } from 'amqplib';
import { BrokerUnavailable, type OutgoingMessage } from '../event-broker.js';
import { pause } from '../pause.js';
import { ConfirmedChannel, unroutable } from './confirmed-channel.js';
import { Connection, type ConnectionOptions } from './connection.js';
import { LastingChannel } from './lasting-channel.js';
import type { TopologyDeclaration } from './topology.js';

const CLOSE_TIMEOUT_MS = 5_000;

/** Publishes with confirms on a connection of its own, so that a publisher held back by RabbitMQ holds back no consumer. */
export class Publisher {
  readonly #connection: Connection;
  readonly #topology: TopologyDeclaration;
  readonly #channel: LastingChannel<ConfirmChannel>;
  #confirmed: ConfirmedChannel | undefined;
  #closed = false;

  constructor(options: ConnectionOptions, topology: TopologyDeclaration) {
    this.#connection = new Connection(options);
    this.#topology = topology;
    this.#channel = new LastingChannel<ConfirmChannel>({
      connection: this.#connection,
      onError: options.onError,
      open: (model) => model.createConfirmChannel(),
      setUp: async (channel, model) => {
        await topology.assert(model, channel);
        await topology.assertWorkQueues(model, channel);
        this.#confirmed = new ConfirmedChannel(channel);
      },
    });
  }

  get connected(): boolean {
    return !this.#closed && !this.#connection.blocked && this.#channel.ready !== undefined;
  }

  /** Resolves when it can publish, or when the first attempt to connect has failed. */
  async attempted(): Promise<void> {
    await this.#connection.attempted();
    if (this.#connection.model) await this.#channel.attempted;
  }

  /** Publishes nothing more before everything is declared once more. */
  declareAnew(): void {
    this.#channel.reopen();
  }

  /**
   * To an exchange of the topology. RabbitMQ would close the channel, with everything in flight, over an exchange that does
   * not exist.
   */
  publish(message: OutgoingMessage): Promise<void> {
    const { exchange, routingKey } = message;
    if (!this.#topology.declares(exchange)) return Promise.reject(unroutable(exchange, routingKey));
    return this.#publish(message);
  }

  /** To one queue, through the default exchange; the message's exchange and routing key are not used. */
  publishToQueue(queue: string, message: OutgoingMessage): Promise<void> {
    return this.#publish({ ...message, exchange: '', routingKey: queue });
  }

  #publish(message: OutgoingMessage): Promise<void> {
    if (!this.connected || !this.#confirmed) {
      return Promise.reject(new BrokerUnavailable('not connected to RabbitMQ'));
    }
    return this.#confirmed.publish(message);
  }

  /** Waits a while for what is in flight. */
  async close(): Promise<void> {
    const confirmed = this.connected ? this.#confirmed : undefined;
    this.#closed = true;
    const done = new AbortController();
    await Promise.race([confirmed?.idle(), pause(CLOSE_TIMEOUT_MS, done.signal)]);
    done.abort();
    await this.#channel.close();
    await this.#connection.close();
  }
}
