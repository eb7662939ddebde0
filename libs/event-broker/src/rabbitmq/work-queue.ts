import { type Channel, type ConsumeMessage, IllegalOperationError } from 'amqplib';
import type { Disposition, WorkQueueConsumer, WorkQueueOptions } from '../event-broker.js';
import { pause } from '../pause.js';
import { DEFAULT_DELIVERY_LIMIT, DEFAULT_WORK_QUEUE_PREFETCH, retryDelayMs } from '../work-queue-defaults.js';
import { asDeadLetter, incomingMessage, numberHeader } from './amqp-message.js';
import { LastingChannel } from './lasting-channel.js';
import type { Reader, ReaderDependencies } from './reader.js';
import { deadLetterQueueOf } from './topology.js';

/** Consumes a quorum queue; consumes it again after a reconnect. */
export class RabbitmqWorkQueueConsumer implements WorkQueueConsumer, Reader {
  readonly #options: WorkQueueOptions;
  readonly #dependencies: ReaderDependencies;
  readonly #channel: LastingChannel;
  readonly #inFlight = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  #consumerTag: string | undefined;

  constructor(options: WorkQueueOptions, dependencies: ReaderDependencies) {
    this.#options = options;
    this.#dependencies = dependencies;
    this.#channel = new LastingChannel({
      connection: dependencies.connection,
      onError: dependencies.onError,
      open: (model) => model.createChannel(),
      setUp: async (channel, model) => {
        await dependencies.topology.assert(model, channel);
        await dependencies.topology.assertWorkQueue(model, channel, options);
        await channel.prefetch(options.prefetch ?? DEFAULT_WORK_QUEUE_PREFETCH);
        const { consumerTag } = await channel.consume(options.queue, (message) =>
          this.#take(channel, message),
        );
        this.#consumerTag = consumerTag;
      },
    });
  }

  get ended(): Promise<void> {
    return this.#channel.ended;
  }

  get consuming(): boolean {
    return this.#channel.ready !== undefined;
  }

  /** Resolves when it consumes, or when the first attempt failed. */
  get attempted(): Promise<void> {
    return this.#channel.attempted;
  }

  /** Takes no more, finishes what it has taken; a message that waits for its retry goes back at once. */
  async close(): Promise<void> {
    this.#stopping.abort();
    // RabbitMQ lets the next single active consumer take over the moment this one is cancelled, whatever it has in hand.
    if (!this.#options.singleActiveConsumer) await this.#cancel();
    await Promise.all(this.#inFlight);
    await this.#channel.close();
    await Promise.all(this.#inFlight);
  }

  async #cancel(): Promise<void> {
    const channel = this.#channel.ready;
    if (channel && this.#consumerTag) await channel.cancel(this.#consumerTag).catch(() => undefined);
  }

  #take(channel: Channel, message: ConsumeMessage | null): void {
    // RabbitMQ cancelled the consumer: the queue was deleted.
    if (!message) {
      this.#channel.reopen();
      return;
    }
    // It goes back to the queue with the channel, to the place it had.
    if (this.#options.singleActiveConsumer && this.#stopping.signal.aborted) return;
    const work = this.#process(channel, message).finally(() => this.#inFlight.delete(work));
    this.#inFlight.add(work);
  }

  async #process(channel: Channel, delivery: ConsumeMessage): Promise<void> {
    const { queue, deliveryLimit = DEFAULT_DELIVERY_LIMIT } = this.#options;
    const message = incomingMessage(delivery);
    const attempt = (numberHeader(delivery, 'x-delivery-count') ?? 0) + 1;
    const disposition = await this.#handle(message, attempt);
    if (disposition.outcome === 'ack') return settle(() => channel.ack(delivery));
    if (disposition.outcome === 'dead-letter') {
      const dead = deadLetterQueueOf(queue);
      try {
        // Confirmed before the original is acknowledged: a crash in between doubles it, never loses it.
        await this.#dependencies.publisher.publishToQueue(dead, asDeadLetter(message, disposition.reason));
        return settle(() => channel.ack(delivery));
      } catch (cause) {
        this.#dependencies.onError(new Error(`a message of ${queue} could not be dead-lettered`, { cause }));
      }
    }
    if (attempt < deliveryLimit) await pause(retryDelayMs(attempt), this.#stopping.signal);
    // Only `reject` counts as a failed delivery in every version of RabbitMQ; since 4.3 `nack` does not.
    settle(() => channel.reject(delivery, true));
  }

  async #handle(message: ReturnType<typeof incomingMessage>, attempt: number): Promise<Disposition> {
    try {
      return await this.#options.handle({ ...message, attempt });
    } catch (cause) {
      this.#dependencies.onError(new Error(`handling a message of ${this.#options.queue} failed`, { cause }));
      return { outcome: 'retry' };
    }
  }
}

/** On a channel that is gone the message is already on its way back to the queue. */
function settle(answer: () => void): void {
  try {
    answer();
  } catch (error) {
    if (!(error instanceof IllegalOperationError)) throw error;
  }
}
