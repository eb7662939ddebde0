import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Disposition,
  EventBroker,
  IncomingMessage,
  WorkQueueConsumer,
} from '@business-control/event-broker';
import { routingKeyOf } from '@business-control/realtime-contracts';
import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';
import type { z } from 'zod';
import { DatabaseFailure } from '../database/database-failure.js';
import { RuleViolated } from '../errors/rule-violated.js';
import { inTraceOf } from './in-trace-of.js';
import { patienceWith } from './patience.js';
import type { Reaction } from './reaction.js';
import { readFact } from './read-fact.js';

/** Attempts at a fact before it is set aside. They span eight seconds; how long the database is away is no attempt. */
const DELIVERY_LIMIT = 5;

/**
 * Runs reactions, each on a queue of its own. They are added before the application starts; the platform starts them with it and,
 * when it stops, waits for what is in hand.
 */
export class WorkQueues {
  private readonly starts = new Map<string, () => Promise<WorkQueueConsumer>>();
  private readonly setAside: Counter<'queue'>;
  private readonly stopping = new AbortController();
  private consumers: WorkQueueConsumer[] = [];

  constructor(
    private readonly broker: Pick<EventBroker, 'consume'>,
    private readonly logger: Pick<Logger, 'info' | 'warn'>,
    registry: Registry,
  ) {
    this.setAside = new Counter({
      name: 'core_api_facts_set_aside_total',
      help: 'Facts that went to a dead-letter queue, by the queue of the reaction that could not have its effect.',
      labelNames: ['queue'],
      registers: [registry],
    });
  }

  add<Schema extends z.ZodType>(reaction: Reaction<Schema>): void {
    const { queue, cause } = reaction;
    // They would take each other's facts.
    if (this.starts.has(queue)) throw new Error(`there are two reactions on the queue ${queue}`);
    this.setAside.inc({ queue }, 0);
    const bindings = [{ exchange: cause.exchange, routingKey: routingKeyOf(cause.name) }];
    this.starts.set(queue, () =>
      this.broker.consume({
        queue,
        bindings,
        deliveryLimit: DELIVERY_LIMIT,
        handle: async (message) => {
          const disposition = await this.handle(reaction, message);
          if (isSetAside(disposition, message.attempt)) this.setAside.inc({ queue });
          return disposition;
        },
      }),
    );
  }

  async start(): Promise<void> {
    this.consumers = await Promise.all([...this.starts.values()].map((start) => start()));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.consumers.splice(0).map((consumer) => consumer.close()));
  }

  private async handle<Schema extends z.ZodType>(
    reaction: Reaction<Schema>,
    message: IncomingMessage & { readonly attempt: number },
  ): Promise<Disposition> {
    const { queue, cause } = reaction;
    const fields = { queue, id: message.id, attempt: message.attempt };
    const read = readFact(message, cause);
    if (!read.ok) {
      this.logger.warn({ ...fields, reason: read.reason }, 'a fact is unreadable; it is set aside');
      return { outcome: 'dead-letter', reason: read.reason };
    }
    try {
      return await this.untilAnswered(fields, () =>
        inTraceOf(read.fact, queue, () => reaction.handle(read.fact)),
      );
    } catch (err) {
      if (err instanceof RuleViolated) {
        const reason = `rule-violated (${err.code})`;
        this.logger.warn({ ...fields, reason }, 'a rule forbids what a fact asks for; it is set aside');
        return { outcome: 'dead-letter', reason };
      }
      const next = message.attempt < DELIVERY_LIMIT ? 'it is tried again' : 'its fact is set aside';
      this.logger.warn({ ...fields, err }, `a reaction failed; ${next}`);
      return { outcome: 'retry' };
    }
  }

  /** Tries again while the database fails for reasons of its own. The fact stays in hand: given back, it would have failed once. */
  private async untilAnswered(fields: object, attempt: () => Promise<Disposition>): Promise<Disposition> {
    const { signal } = this.stopping;
    const began = performance.now();
    for (let failures = 1; ; failures++) {
      try {
        const disposition = await attempt();
        if (failures > 1)
          this.logger.info({ ...fields, failures: failures - 1 }, 'a fact has waited for the database');
        return disposition;
      } catch (err) {
        if (!(err instanceof DatabaseFailure)) throw err;
        const wait = patienceWith(err.code, { failures, sinceMs: performance.now() - began });
        if (wait === undefined) throw err;
        if (failures === 1) this.logger.warn({ ...fields, err }, 'the database fails; a fact waits for it');
        await sleep(wait, undefined, { signal }).catch(() => {
          throw err;
        });
      }
    }
  }
}

function isSetAside({ outcome }: Disposition, attempt: number): boolean {
  return outcome === 'dead-letter' || (outcome === 'retry' && attempt >= DELIVERY_LIMIT);
}
