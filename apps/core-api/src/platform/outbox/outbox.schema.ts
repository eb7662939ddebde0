import { isNull } from 'drizzle-orm';
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

/**
 * The last event of each organization. Its row is locked from `append` to the end of the transaction: that lock is
 * what makes `seq` contiguous and the order of commits the order of `seq`.
 */
export const organizationHeads = pgTable('organization_heads', {
  organizationId: text().primaryKey(),
  epoch: text().notNull(),
  seq: bigint({ mode: 'number' }).notNull(),
});

/** Events that were committed with the change they tell of; the queue that the relay empties. */
export const outboxEvents = pgTable(
  'outbox_events',
  {
    /**
     * Given at insert, not at commit: of two organizations, a lower position may become visible later. Inside one
     * organization it rises with `seq`, as the head's lock is taken before the insert.
     */
    position: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    id: uuid().notNull(),
    organizationId: text().notNull(),
    epoch: text().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    name: text().notNull(),
    version: integer().notNull(),
    occurredAt: timestamp({ withTimezone: true }).notNull(),
    actorUserId: text(),
    actorDeviceId: text(),
    traceparent: text(),
    payload: jsonb().notNull(),
    publishedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    uniqueIndex('outbox_events_sequence').on(table.organizationId, table.epoch, table.seq),
    index('outbox_events_unpublished').on(table.position).where(isNull(table.publishedAt)),
  ],
);
