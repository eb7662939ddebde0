import { index, json, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/** Answers already given, so that a client which did not hear one may ask again. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    organizationId: text().notNull(),
    userId: text().notNull(),
    key: text().notNull(),
    fingerprint: text().notNull(),
    /** `{ value }`, so that an answer of nothing survives; `json`, not `jsonb`, so that it is repeated to the letter. */
    answer: json().$type<{ value?: unknown }>(),
    createdAt: timestamp({ withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId, table.key] }),
    index('idempotency_keys_created_at').on(table.createdAt),
  ],
);
