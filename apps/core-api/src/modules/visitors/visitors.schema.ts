import { sql } from 'drizzle-orm';
import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { moment, organizationId } from '../../platform/database/columns.js';
import type { ConnectionState } from './connection-state.js';

/** Each visitor has one session and one help conversation. */
export const visitorSessions = pgTable(
  'visitor_sessions',
  {
    organizationId: organizationId(),
    visitorId: text().notNull(),
    sessionId: uuid().notNull(),
    ticketId: uuid().notNull(),
    displayName: text().notNull(),
    startedAt: moment().notNull(),
    /** Of the newest token. */
    expiresAt: moment().notNull(),
    /** When the visitor left before that. */
    endedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.visitorId] }),
    index('visitor_sessions_expires_at').on(table.expiresAt),
  ],
);

/**
 * The connections gateways have told of. One that was reported as closed stays a while: who hears of its beginning only afterwards must
 * not take it for open.
 */
export const connections = pgTable(
  'connections',
  {
    organizationId: organizationId(),
    connectionId: text().notNull(),
    gatewayId: text().notNull(),
    userId: text().notNull(),
    deviceId: text(),
    openedAt: moment().notNull(),
    closedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.connectionId] }),
    index('connections_open').on(table.organizationId, table.userId).where(sql`${table.closedAt} is null`),
    index('connections_gateway')
      .on(table.organizationId, table.gatewayId)
      .where(sql`${table.closedAt} is null`),
    index('connections_closed_at').on(table.closedAt),
  ],
);

/** When each gateway last said anything of the connections of an organization. */
export const connectionGateways = pgTable(
  'connection_gateways',
  {
    organizationId: organizationId(),
    gatewayId: text().notNull(),
    heardAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.gatewayId] }),
    index('connection_gateways_heard_at').on(table.heardAt),
  ],
);

/** Whether each user and visitor who ever connected is connected now. */
export const connectionStates = pgTable(
  'connection_states',
  {
    organizationId: organizationId(),
    userId: text().notNull(),
    state: text().$type<ConnectionState['state']>().notNull(),
    since: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.userId] })],
);
