import {
  BrokerUnavailable,
  type DeadLetter,
  type EventBroker,
  type OutgoingMessage,
  type Tail,
  type TailOptions,
  type Topology,
  Unroutable,
  type WorkQueueConsumer,
  type WorkQueueOptions,
} from '../event-broker.js';
import { InMemoryStream } from './in-memory-stream.js';
import { InMemoryTail } from './in-memory-tail.js';
import { InMemoryWorkQueue } from './in-memory-work-queue.js';

export interface InMemoryBrokerOptions {
  /** Milliseconds since the epoch; retention and windows go by it. Default `Date.now`. */
  readonly now?: () => number;
  /** Told about rejected batches and throwing handlers. */
  readonly onError?: (error: Error) => void;
}

interface Reader {
  close(): Promise<void>;
}

/** The event broker of a single process: the meaning of `RabbitmqBroker`, without its durability. */
export class InMemoryBroker implements EventBroker {
  readonly #topology: Topology;
  readonly #stream: InMemoryStream;
  readonly #now: () => number;
  readonly #onError: (error: Error) => void;
  readonly #queues = new Map<string, InMemoryWorkQueue>();
  readonly #readers = new Set<Reader>();
  #closing = false;
  #closed = false;

  constructor(topology: Topology, { now = Date.now, onError = () => undefined }: InMemoryBrokerOptions = {}) {
    this.#topology = topology;
    this.#now = now;
    this.#stream = new InMemoryStream({ maxAgeMs: topology.stream.maxAgeMs, now });
    this.#onError = onError;
  }

  get connected(): boolean {
    return !this.#closed;
  }

  async publish(message: OutgoingMessage): Promise<void> {
    if (this.#closed) throw new BrokerUnavailable('the broker is closed');
    const { exchange, routingKey } = message;
    const { exchanges, workExchanges = [] } = this.#topology;
    const streamed = exchanges.includes(exchange);
    const declared = streamed || workExchanges.includes(exchange);
    const takers = declared ? [...this.#queues.values()].filter((queue) => queue.takes(message)) : [];
    if (!streamed && takers.length === 0) {
      throw new Unroutable(`no queue is bound for ${routingKey} at exchange ${exchange}`);
    }
    if (streamed) this.#stream.append(message);
    for (const queue of takers) queue.push(message);
  }

  async tail(options: TailOptions): Promise<Tail> {
    this.#assertOpen();
    const { name } = this.#topology.stream;
    if (options.stream !== name) throw new BrokerUnavailable(`there is no stream ${options.stream}`);
    return this.#keep(new InMemoryTail(options, this.#stream, this.#onError));
  }

  async consume(options: WorkQueueOptions): Promise<WorkQueueConsumer> {
    this.#assertOpen();
    const queue = this.#queues.get(options.queue) ?? new InMemoryWorkQueue(options, this.#onError, this.#now);
    this.#queues.set(options.queue, queue);
    return this.#keep(queue.consume(options));
  }

  async deadLetters(queue: string, limit: number): Promise<readonly DeadLetter[]> {
    return this.#queues.get(queue)?.deadLetters(limit) ?? [];
  }

  /** Readers first: what they have in hand may still publish. */
  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#readers].map((reader) => reader.close()));
    this.#closed = true;
  }

  #keep<R extends Reader>(reader: R): R {
    this.#readers.add(reader);
    return reader;
  }

  #assertOpen(): void {
    if (this.#closing) throw new BrokerUnavailable('the broker is closed');
  }
}
