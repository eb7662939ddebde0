import type { DomainEvent, EventName, GatewayFactName } from '@business-control/realtime-contracts';
import type { z } from 'zod';
import type { Clock } from '../clock/clock.js';
import type { Database, Transaction } from '../database/database.js';
import type { Outbox } from '../outbox/outbox.js';
import {
  type EventSchema,
  eventCause,
  type FactOfEvent,
  type FactOfGateway,
  type GatewayFactSchema,
  gatewayCause,
} from './causes.js';
import type { Cause, FactOf, QueueName } from './reaction.js';
import { reactedFacts } from './reactions.schema.js';
import type { WorkQueues } from './work-queues.js';

/**
 * What a module does because of a fact, in the transaction it is given; answers the events this causes. Nothing outside of the
 * transaction: that would happen again when the transaction fails.
 */
export type React<Fact> = (tx: Transaction, fact: Fact) => Promise<readonly DomainEvent[]>;

/**
 * Gives each fact its effect exactly once per queue, however often and to however many processes it is delivered: that it has had it,
 * the effect and the events it causes are one transaction. A `RuleViolated` sets the fact aside at once; any other error asks
 * for another attempt. Modules name their reactions in `onModuleInit`; a queue belongs to one kind of fact.
 */
export class Reactions {
  constructor(
    private readonly workQueues: Pick<WorkQueues, 'add'>,
    private readonly database: Database,
    private readonly outbox: Pick<Outbox, 'append'>,
    private readonly clock: Clock,
  ) {}

  /** Reacts to an event. `queue` is `<module>.<reaction-on-cause>`, e.g. `inventory.deduct-stock-on-sale-completed`. */
  on<Name extends EventName>(name: Name, queue: QueueName, react: React<FactOfEvent<Name>>): void {
    this.add<EventSchema<Name>>(eventCause(name), queue, react);
  }

  /** Reacts to what gateways report; of connections of a killed gateway nobody reports the end. */
  onGatewayFact<Name extends GatewayFactName>(
    name: Name,
    queue: QueueName,
    react: React<FactOfGateway<Name>>,
  ): void {
    this.add<GatewayFactSchema<Name>>(gatewayCause(name), queue, react);
  }

  private add<Schema extends z.ZodType>(
    cause: Cause<Schema>,
    queue: QueueName,
    react: React<FactOf<Schema>>,
  ): void {
    this.workQueues.add({
      queue,
      cause,
      handle: async (fact) => {
        await this.database.transaction(async (tx) => {
          if (!(await this.claim(tx, queue, fact))) return;
          const events = await react(tx, fact);
          await this.outbox.append(tx, fact.organizationId, fact.actor, events);
        });
        return { outcome: 'ack' };
      },
    });
  }

  /** Whether the fact is new to the queue. While another process is at it, this waits for what comes of it. */
  private async claim(
    tx: Transaction,
    queue: QueueName,
    { organizationId, id: factId }: Pick<FactOf<z.ZodType>, 'organizationId' | 'id'>,
  ): Promise<boolean> {
    const claimed = await tx
      .insert(reactedFacts)
      .values({ organizationId, queue, factId, reactedAt: this.clock.now() })
      .onConflictDoNothing()
      .returning({ factId: reactedFacts.factId });
    return claimed.length > 0;
  }
}
