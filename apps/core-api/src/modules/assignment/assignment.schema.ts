import type { AssignmentEndedPayload } from '@business-control/realtime-contracts';
import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Person } from '../../platform/commands/person.js';
import { moment, organizationId } from '../../platform/database/columns.js';
import type { Visit } from './assignment.js';

/** The help conversations of visitors, as far as assignment has followed them. */
export const visits = pgTable(
  'assignment_visits',
  {
    organizationId: organizationId(),
    ticketId: uuid().notNull(),
    /** Of the ticket: what is told of an earlier one is old news. */
    version: integer().notNull(),
    visitorId: text().notNull(),
    visitorName: text().notNull(),
    assignee: jsonb().$type<Person>(),
    status: text().$type<Visit['status']>().notNull(),
    waitingSince: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.ticketId] }),
    index('assignment_visits_visitor').on(table.organizationId, table.visitorId),
    index('assignment_visits_present')
      .on(table.organizationId, table.waitingSince)
      .where(sql`${table.status} in ('waiting', 'assigned')`),
  ],
);

/** All of conversations that are kept. A conversation has one that has not ended at most. */
export const assignments = pgTable(
  'assignments',
  {
    organizationId: organizationId(),
    assignmentId: uuid().notNull(),
    ticketId: uuid().notNull(),
    visitorId: text().notNull(),
    visitorName: text().notNull(),
    agentId: text().notNull(),
    agentName: text().notNull(),
    assignedAt: moment().notNull(),
    endedAt: moment(),
    reason: text().$type<AssignmentEndedPayload['reason']>(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.assignmentId] }),
    uniqueIndex('assignments_open')
      .on(table.organizationId, table.ticketId)
      .where(sql`${table.endedAt} is null`),
    index('assignments_ticket').on(table.organizationId, table.ticketId),
  ],
);

/** When each sales agent was last given a visitor or lost one. */
export const busyAgents = pgTable(
  'assignment_agents',
  {
    organizationId: organizationId(),
    userId: text().notNull(),
    busyAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.userId] })],
);
