import {
  type Actor,
  audienceOf,
  type Catalogue,
  type CatalogueEntries,
  catalogue as productCatalogue,
} from '@business-control/realtime-contracts';
import { currentTraceparent } from '@business-control/telemetry';
import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import type { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/database.js';
import { InvalidDomainEvent } from './invalid-domain-event.js';
import { organizationHeads, outboxEvents } from './outbox.schema.js';
import { newEpoch } from './position.js';

/** The channel that wakes the relay when a transaction with events commits. */
export const OUTBOX_CHANNEL = 'outbox';

/** PostgreSQL takes no more than 65535 values with a statement. */
const ROWS_PER_STATEMENT = 1_000;

type EventOf<Entries extends CatalogueEntries> = {
  [Name in keyof Entries & string]: {
    readonly name: Name;
    readonly payload: z.output<Entries[Name]['payload']>;
  };
}[keyof Entries & string];

/** Where a transaction leaves the events it caused. */
export class Outbox<Entries extends CatalogueEntries = typeof productCatalogue.entries> {
  private readonly catalogue: Pick<Catalogue, 'find'>;

  /** The catalogue is the product's unless another one is given. */
  constructor(
    private readonly clock: Clock,
    catalogue?: Catalogue<Entries>,
  ) {
    this.catalogue = catalogue ?? productCatalogue;
  }

  /**
   * Numbers the events and stores them with the transaction. It must be the transaction's last statement: it locks
   * the organization's head until commit. Throws {@link InvalidDomainEvent}, and so rolls back, when the
   * catalogue does not know an event or refuses its payload.
   */
  async append(
    tx: Transaction,
    organizationId: string,
    actor: Actor,
    events: readonly EventOf<Entries>[],
  ): Promise<void> {
    if (events.length === 0) return;
    const checked = events.map((event) => this.check(organizationId, event));
    const { epoch, seq: last } = await this.advanceHead(tx, organizationId, events.length);
    const occurredAt = this.clock.now();
    const traceparent = currentTraceparent() ?? null;
    const rows = checked.map((event, index) => ({
      ...event,
      id: uuidv7(),
      organizationId,
      epoch,
      seq: last - events.length + 1 + index,
      occurredAt,
      actorUserId: actor.userId,
      actorDeviceId: actor.deviceId,
      traceparent,
    }));
    for (let first = 0; first < rows.length; first += ROWS_PER_STATEMENT) {
      await tx.insert(outboxEvents).values(rows.slice(first, first + ROWS_PER_STATEMENT));
    }
    await tx.execute(sql`select pg_notify(${OUTBOX_CHANNEL}, '')`);
  }

  private check(organizationId: string, event: { readonly name: string; readonly payload: unknown }) {
    const { name } = event;
    const definition = this.catalogue.find(name);
    if (!definition) throw new InvalidDomainEvent(`event ${JSON.stringify(name)} is not in the catalogue`);
    const { version } = definition;
    const { success, data: payload, error } = definition.payload.safeParse(event.payload);
    if (!success) {
      const faults = error.issues.map(({ path, message }) => `${path.join('.') || 'payload'}: ${message}`);
      throw new InvalidDomainEvent(`payload of ${name}@${version} is invalid: ${faults.join('; ')}`);
    }
    try {
      audienceOf(definition, organizationId, payload);
    } catch (cause) {
      throw new InvalidDomainEvent(`payload of ${name}@${version} names no valid room`, { cause });
    }
    return { name, version, payload };
  }

  private async advanceHead(tx: Transaction, organizationId: string, count: number) {
    const [head] = await tx
      .insert(organizationHeads)
      .values({ organizationId, epoch: newEpoch(), seq: count })
      .onConflictDoUpdate({
        target: organizationHeads.organizationId,
        set: { seq: sql`${organizationHeads.seq} + ${count}` },
      })
      .returning();
    if (!head) throw new Error('the head of the organization was not returned');
    return head;
  }
}
