import type {
  DeadLetter,
  Disposition,
  IncomingMessage,
  WorkQueueConsumer,
  WorkQueueOptions,
} from '../event-broker.js';
import { pause } from '../pause.js';
import {
  DEFAULT_DELIVERY_LIMIT,
  DEFAULT_WORK_QUEUE_PREFETCH,
  DELIVERY_LIMIT_REASON,
  retryDelayMs,
} from '../work-queue-defaults.js';
import { InMemoryDeadLetters } from './in-memory-dead-letters.js';
import { matchesTopic } from './topic-pattern.js';

interface Delivery {
  readonly message: IncomingMessage;
  readonly attempt: number;
}

interface Consumer {
  readonly options: WorkQueueOptions;
  readonly stopping: AbortController;
  readonly inFlight: Set<Promise<void>>;
}

/** A work queue with competing consumers, or one active one: the first that came and is still there. */
export class InMemoryWorkQueue {
  readonly #ready: Delivery[] = [];
  readonly #dead: InMemoryDeadLetters;
  readonly #singleActive: boolean;
  readonly #deliveryLimit: number;
  readonly #onError: (error: Error) => void;
  #bindings: WorkQueueOptions['bindings'] = [];
  /** In the order of their turn. */
  #consumers: Consumer[] = [];
  #scheduled = false;

  constructor(options: WorkQueueOptions, onError: (error: Error) => void, now: () => number) {
    this.#dead = new InMemoryDeadLetters(options.deadLetterBounds, now);
    this.#singleActive = options.singleActiveConsumer ?? false;
    this.#deliveryLimit = options.deliveryLimit ?? DEFAULT_DELIVERY_LIMIT;
    this.#onError = onError;
  }

  takes({ exchange, routingKey }: IncomingMessage): boolean {
    return this.#bindings.some((it) => it.exchange === exchange && matchesTopic(it.routingKey, routingKey));
  }

  push(message: IncomingMessage): void {
    this.#ready.push({ message, attempt: 1 });
    this.#schedule();
  }

  deadLetters(limit: number): readonly DeadLetter[] {
    return this.#dead.oldest(limit);
  }

  consume(options: WorkQueueOptions): WorkQueueConsumer {
    const consumer: Consumer = { options, stopping: new AbortController(), inFlight: new Set() };
    this.#bindings = [...this.#bindings, ...options.bindings];
    this.#consumers.push(consumer);
    this.#schedule();
    return { close: () => this.#close(consumer) };
  }

  async #close(consumer: Consumer): Promise<void> {
    consumer.stopping.abort();
    await Promise.all(consumer.inFlight);
    // Its place goes to the next only when it has finished, so that a single active consumer is never two.
    this.#consumers = this.#consumers.filter((it) => it !== consumer);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#dispatch();
    });
  }

  #dispatch(): void {
    for (let taker = this.#taker(); taker && this.#ready.length > 0; taker = this.#taker()) {
      const consumer = taker;
      const delivery = this.#ready.shift();
      if (!delivery) return;
      const work = this.#process(consumer, delivery).finally(() => {
        consumer.inFlight.delete(work);
        this.#schedule();
      });
      consumer.inFlight.add(work);
      // To the end of the line: consumers take turns.
      if (!this.#singleActive)
        this.#consumers = [...this.#consumers.filter((it) => it !== consumer), consumer];
    }
  }

  #taker(): Consumer | undefined {
    const candidates = this.#singleActive ? this.#consumers.slice(0, 1) : this.#consumers;
    return candidates.find(
      ({ options, stopping, inFlight }) =>
        !stopping.signal.aborted && inFlight.size < (options.prefetch ?? DEFAULT_WORK_QUEUE_PREFETCH),
    );
  }

  async #process(consumer: Consumer, delivery: Delivery): Promise<void> {
    const { message, attempt } = delivery;
    const disposition = await this.#handle(consumer.options, delivery);
    if (disposition.outcome === 'ack') return;
    if (disposition.outcome === 'dead-letter') this.#dead.add({ ...message, reason: disposition.reason });
    else if (attempt >= this.#deliveryLimit) this.#dead.add({ ...message, reason: DELIVERY_LIMIT_REASON });
    else {
      await pause(retryDelayMs(attempt), consumer.stopping.signal);
      this.#ready.unshift({ message, attempt: attempt + 1 });
    }
  }

  async #handle({ queue, handle }: WorkQueueOptions, { message, attempt }: Delivery): Promise<Disposition> {
    try {
      return await handle({ ...message, attempt });
    } catch (cause) {
      this.#onError(new Error(`handling a message of ${queue} failed`, { cause }));
      return { outcome: 'retry' };
    }
  }
}
