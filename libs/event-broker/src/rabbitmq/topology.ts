import type { Channel, ChannelModel } from 'amqplib';
import type { Topology, WorkQueueOptions } from '../event-broker.js';
import { DEFAULT_DELIVERY_LIMIT } from '../work-queue-defaults.js';
import { closeChannel } from './lasting-channel.js';

/**
 * Retention removes whole segments and never the last one, so a quiet stream keeps at least this much however old it is.
 * RabbitMQ's default is 500 MB; 10 MB holds about 10,000 events.
 */
const STREAM_SEGMENT_BYTES = 10_000_000;

/**
 * Dead letters wait for an operator, who may look at them any number of times; RabbitMQ 4 drops a message after 20 deliveries
 * unless told otherwise, and RabbitMQ 3 does not know `-1` for "never".
 */
const NO_DELIVERY_LIMIT = 1_000_000_000;

const PRECONDITION_FAILED = 406;

type QueueArguments = Readonly<Record<string, string | number | boolean>>;

/** Declares, idempotently, what every process declares whenever it connects. */
export class TopologyDeclaration {
  readonly #topology: Topology;
  readonly #onError: (error: Error) => void;
  /** Of the consumers of this process, by queue. */
  readonly #workQueues = new Map<string, WorkQueueOptions>();

  constructor(topology: Topology, onError: (error: Error) => void) {
    this.#topology = topology;
    this.#onError = onError;
  }

  declares(exchange: string): boolean {
    const { exchanges, workExchanges = [] } = this.#topology;
    return exchanges.includes(exchange) || workExchanges.includes(exchange);
  }

  async assert(model: ChannelModel, channel: Channel): Promise<void> {
    const { exchanges, workExchanges = [], stream } = this.#topology;
    await this.#assertQueue(model, stream.name, {
      'x-queue-type': 'stream',
      'x-max-age': `${Math.ceil(stream.maxAgeMs / 1_000)}s`,
      'x-stream-max-segment-size-bytes': STREAM_SEGMENT_BYTES,
    });
    for (const exchange of exchanges) {
      await channel.assertExchange(exchange, 'topic', { durable: true });
      await channel.bindQueue(stream.name, exchange, '#');
    }
    for (const exchange of workExchanges) await channel.assertExchange(exchange, 'topic', { durable: true });
  }

  remember(options: WorkQueueOptions): void {
    this.#workQueues.set(options.queue, options);
  }

  forget(queue: string): void {
    this.#workQueues.delete(queue);
  }

  /**
   * Whoever publishes declares the work queues of the process too: an exchange keeps nothing for a queue that is bound later, and
   * says nothing of it, as the stream takes every message.
   */
  async assertWorkQueues(model: ChannelModel, channel: Channel): Promise<void> {
    for (const options of this.#workQueues.values()) await this.assertWorkQueue(model, channel, options);
  }

  /**
   * RabbitMQ itself counts the deliveries of a work queue and moves a message over the limit, so no crash of a consumer can
   * lose it or make it circle: at-least-once dead-lettering, which RabbitMQ grants only together with `reject-publish`.
   */
  async assertWorkQueue(model: ChannelModel, channel: Channel, options: WorkQueueOptions): Promise<void> {
    const { deadLetterBounds: bounds } = options;
    const dead = deadLetterQueueOf(options.queue);
    await this.#assertQueue(model, dead, {
      'x-queue-type': 'quorum',
      'x-delivery-limit': NO_DELIVERY_LIMIT,
      ...(bounds && { 'x-max-length': bounds.maxCount, 'x-message-ttl': bounds.maxAgeMs }),
    });
    await this.#assertQueue(model, options.queue, {
      'x-queue-type': 'quorum',
      // RabbitMQ's limit is one of redeliveries.
      'x-delivery-limit': (options.deliveryLimit ?? DEFAULT_DELIVERY_LIMIT) - 1,
      'x-single-active-consumer': options.singleActiveConsumer ?? false,
      'x-dead-letter-exchange': '',
      'x-dead-letter-routing-key': dead,
      'x-dead-letter-strategy': 'at-least-once',
      'x-overflow': 'reject-publish',
    });
    for (const { exchange, routingKey } of options.bindings) {
      await channel.bindQueue(options.queue, exchange, routingKey);
    }
  }

  /**
   * A queue that exists with other arguments (a retention or limit was changed) is reported and used as it is: a changed
   * setting must not stop every process. On a channel of its own, because RabbitMQ closes the channel over the difference.
   */
  async #assertQueue(model: ChannelModel, queue: string, queueArguments: QueueArguments): Promise<void> {
    const channel = await model.createChannel();
    channel.on('error', () => undefined);
    try {
      await channel.assertQueue(queue, { durable: true, arguments: queueArguments });
    } catch (cause) {
      if (!isPreconditionFailed(cause)) throw cause;
      const hint = 'it keeps them until it is deleted; a RabbitMQ policy can change retention and limits';
      this.#onError(new Error(`queue ${queue} exists with other arguments: ${hint}`, { cause }));
    } finally {
      await closeChannel(channel);
    }
  }
}

export function deadLetterQueueOf(queue: string): string {
  return `${queue}.dead`;
}

function isPreconditionFailed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === PRECONDITION_FAILED;
}
