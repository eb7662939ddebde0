import { index, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** Which facts have had their effect in which reaction, so that one delivered again has none. */
export const reactedFacts = pgTable(
  'reacted_facts',
  {
    organizationId: text().notNull(),
    queue: text().notNull(),
    factId: uuid().notNull(),
    reactedAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.queue, table.factId] }),
    index('reacted_facts_reacted_at').on(table.reactedAt),
  ],
);
