import type { SystemMessagePayload } from '@business-control/realtime-contracts';
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Rule } from './condition.js';
import type { Severity } from './finding.js';

/** One row per subject of a rule: what it was told of last, and whether that still holds. */
export const alertConditions = pgTable(
  'alert_conditions',
  {
    organizationId: text().notNull(),
    rule: text().$type<Rule>().notNull(),
    /** What the rule calls it, e.g. warehouse and product. */
    subject: text().notNull(),
    standing: boolean().notNull(),
    version: integer().notNull(),
    /**
     * Of what was raised last, as everything below; all are null before the first time. A UUIDv7 of the moment: its order is that
     * of time.
     */
    messageId: uuid(),
    severity: text().$type<Severity>(),
    message: jsonb().$type<SystemMessagePayload>(),
    raisedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.rule, table.subject] }),
    index('alert_conditions_standing')
      .on(table.organizationId, table.messageId)
      .where(sql`${table.standing}`),
    index('alert_conditions_subject').on(table.rule, table.subject).where(sql`${table.standing}`),
  ],
);

/** What an organization wants to be told of; without a row, the defaults hold. */
export const alertSettings = pgTable('alert_settings', {
  organizationId: text().primaryKey(),
  cashLimit: bigint({ mode: 'number' }),
  expiryWarningDays: integer().notNull(),
});
