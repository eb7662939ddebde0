import { index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

/** What an entry says beyond its columns; its shape belongs to its type. */
export type AuditDetails = Readonly<Record<string, unknown>>;

/** Who did what, and what the system did. A trigger refuses to change an entry, and to delete one outside of retention. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    /** The id of the fact where one caused the entry, so that a fact delivered twice is recorded once. */
    entryId: uuid().primaryKey(),
    /** Null for attempts to sign in to an organization that does not exist; nobody is shown those over HTTP. */
    organizationId: text(),
    /** What happened, e.g. `sign-in.refused`. */
    type: text().notNull(),
    occurredAt: timestamp({ withTimezone: true }).notNull(),
    /** By our clock, whatever a fact says of its own time; retention goes by it. */
    recordedAt: timestamp({ withTimezone: true }).notNull(),
    userId: text(),
    deviceId: text(),
    /** Network address of the client. */
    address: text(),
    details: jsonb().$type<AuditDetails>().notNull(),
  },
  (table) => [
    index('audit_entries_newest').on(table.organizationId, table.occurredAt, table.entryId),
    index('audit_entries_of_user').on(table.organizationId, table.userId, table.occurredAt, table.entryId),
    index('audit_entries_of_type').on(table.organizationId, table.type, table.occurredAt, table.entryId),
    index('audit_entries_recorded').on(table.recordedAt),
  ],
);
