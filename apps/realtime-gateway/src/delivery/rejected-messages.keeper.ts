import type {
  Disposition,
  EventBroker,
  IncomingMessage,
  WorkQueueConsumer,
} from '@business-control/event-broker';
import { GATEWAY_FACTS_EXCHANGE } from '@business-control/realtime-contracts';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CLOCK, type Clock, EVENT_BROKER } from '../tokens.js';
import { REASON_HEADER, REJECTED_QUEUE, REJECTED_ROUTING_KEY } from './rejection-report.js';

/** No more than a look into a dead-letter queue shows, so that a look shows everything that is kept. */
const MAX_KEPT = 1_000;
const KEEP_MS = 7 * 86_400_000;
/** After this long without a report another gateway may have been at it, and what is kept is looked up again. */
const TRUST_MS = 10_000;

/**
 * Keeps one copy of every rejected message in the dead-letter queue. All gateways report the same messages and one of them
 * at a time reads the reports; the dead-letter queue itself is its memory, so that the next one continues where it ended.
 */
@Injectable()
export class RejectedMessagesKeeper implements OnApplicationBootstrap, OnApplicationShutdown {
  #consumer: WorkQueueConsumer | undefined;
  #kept = new Set<string>();
  #trustedUntil = 0;

  constructor(
    @Inject(EVENT_BROKER) private readonly broker: EventBroker,
    @Inject(CLOCK) private readonly now: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.#consumer = await this.broker.consume({
      queue: REJECTED_QUEUE,
      bindings: [{ exchange: GATEWAY_FACTS_EXCHANGE, routingKey: REJECTED_ROUTING_KEY }],
      singleActiveConsumer: true,
      deadLetterBounds: { maxCount: MAX_KEPT, maxAgeMs: KEEP_MS },
      handle: (report) => this.#handle(report),
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#consumer?.close();
  }

  async #handle({
    id,
    headers,
    attempt,
  }: IncomingMessage & { readonly attempt: number }): Promise<Disposition> {
    // A repetition may or may not have been kept the last time: only the queue knows.
    if (attempt > 1 || this.now() >= this.#trustedUntil) await this.#look();
    this.#trustedUntil = this.now() + TRUST_MS;
    if (this.#kept.has(id)) return { outcome: 'ack' };
    this.#remember(id);
    return { outcome: 'dead-letter', reason: headers[REASON_HEADER] ?? 'unknown' };
  }

  async #look(): Promise<void> {
    const letters = await this.broker.deadLetters(REJECTED_QUEUE, MAX_KEPT);
    this.#kept = new Set(letters.map(({ id }) => id));
  }

  /** Of what the queue has let go the oldest are forgotten. */
  #remember(id: string): void {
    this.#kept.add(id);
    if (this.#kept.size <= MAX_KEPT) return;
    for (const oldest of this.#kept) {
      this.#kept.delete(oldest);
      return;
    }
  }
}
