import { integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { Person } from '../../../platform/commands/person.js';
import { moment } from '../../../platform/database/columns.js';

/** One row for each organization in which sales are being made up. */
export const simulations = pgTable('simulations', {
  organizationId: text().primaryKey(),
  salesPerMinute: integer().notNull(),
  startedBy: jsonb().$type<Person>().notNull(),
  startedAt: moment().notNull(),
  /** It ends by itself: nobody is left with a shop that sells for ever. */
  until: moment().notNull(),
  /** Up to when the sales that were due have been rung up. */
  soldUpTo: moment().notNull(),
});
