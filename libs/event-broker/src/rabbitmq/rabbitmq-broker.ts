import {
  BrokerUnavailable,
  type DeadLetter,
  type EventBroker,
  type OutgoingMessage,
  type Tail,
  type TailOptions,
  type Topology,
  type WorkQueueConsumer,
  type WorkQueueOptions,
} from '../event-broker.js';
import { Connection } from './connection.js';
import { DeadLetterLooks } from './dead-letters.js';
import { Publisher } from './publisher.js';
import type { Reader, ReaderDependencies } from './reader.js';
import { StreamTail } from './stream-tail.js';
import { TopologyDeclaration } from './topology.js';
import { RabbitmqWorkQueueConsumer } from './work-queue.js';

export interface RabbitmqBrokerOptions {
  /** `amqp://user:password@host:port/vhost` */
  readonly url: string;
  readonly topology: Topology;
  /** Names the two connections in RabbitMQ's management page. */
  readonly connectionName: string;
  /**
   * Told about what the broker recovers from by itself: outages (once each), rejected batches, throwing handlers, queues that
   * exist with other arguments. Nothing it is told needs an action of the caller.
   */
  readonly onError: (error: Error) => void;
}

/** The event broker on RabbitMQ 3.10 or newer. */
export class RabbitmqBroker implements EventBroker {
  readonly #publisher: Publisher;
  readonly #connection: Connection;
  readonly #topology: TopologyDeclaration;
  readonly #onError: (error: Error) => void;
  readonly #looks: DeadLetterLooks;
  readonly #readers = new Set<Reader>();
  #closed: Promise<void> | undefined;

  private constructor({ url, topology, connectionName, onError }: RabbitmqBrokerOptions) {
    this.#onError = onError;
    this.#topology = new TopologyDeclaration(topology, onError);
    this.#publisher = new Publisher({ url, name: `${connectionName} publishes`, onError }, this.#topology);
    this.#connection = new Connection({ url, name: `${connectionName} consumes`, onError });
    this.#looks = new DeadLetterLooks(() => this.#connection.model);
  }

  /** Resolves connected, or, when RabbitMQ cannot be reached now, not yet connected: it keeps trying in the background. */
  static async connect(options: RabbitmqBrokerOptions): Promise<RabbitmqBroker> {
    const broker = new RabbitmqBroker(options);
    await Promise.all([broker.#publisher.attempted(), broker.#connection.attempted()]);
    return broker;
  }

  get connected(): boolean {
    return this.#publisher.connected;
  }

  publish(message: OutgoingMessage): Promise<void> {
    return this.#publisher.publish(message);
  }

  async tail(options: TailOptions): Promise<Tail> {
    return this.#keep(new StreamTail(options, this.#dependencies()));
  }

  async consume(options: WorkQueueOptions): Promise<WorkQueueConsumer> {
    this.#topology.remember(options);
    const consumer = this.#keep(new RabbitmqWorkQueueConsumer(options, this.#dependencies()));
    void consumer.ended.then(() => this.#topology.forget(options.queue));
    // What is published from now on belongs to the queue.
    if (this.#connection.model) await consumer.attempted;
    if (!consumer.consuming) this.#publisher.declareAnew();
    return consumer;
  }

  deadLetters(queue: string, limit: number): Promise<readonly DeadLetter[]> {
    return this.#looks.look(queue, limit);
  }

  /** Readers first: what they have in hand may still be settled or dead-lettered. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await Promise.all([...this.#readers].map((reader) => reader.close()));
    await Promise.all([this.#publisher.close(), this.#connection.close()]);
  }

  #dependencies(): ReaderDependencies {
    if (this.#closed) throw new BrokerUnavailable('the broker is closed');
    return {
      connection: this.#connection,
      publisher: this.#publisher,
      topology: this.#topology,
      onError: this.#onError,
    };
  }

  #keep<R extends Reader>(reader: R): R {
    this.#readers.add(reader);
    void reader.ended.then(() => this.#readers.delete(reader));
    return reader;
  }
}
