import { foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { moment, organizationId } from '../../platform/database/columns.js';
import type { Role } from './roles.js';

/** Why a session ended. */
export type SessionEndReason =
  | 'signed-out'
  | 'refresh-token-reused'
  | 'revoked'
  | 'user-disabled'
  | 'password-changed'
  | 'too-many-sessions';

export const organizations = pgTable('organizations', {
  organizationId: text().primaryKey(),
  /** What people type when they sign in. */
  slug: text().notNull().unique('organizations_slug'),
  name: text().notNull(),
  /** ISO 4217. */
  currency: text().notNull(),
  /** IANA name; business days begin and end in it. */
  timeZone: text().notNull(),
});

export const users = pgTable(
  'users',
  {
    organizationId: organizationId(),
    userId: uuid().notNull(),
    /** Lower case. */
    email: text().notNull(),
    displayName: text().notNull(),
    roles: text().array().$type<Role[]>().notNull(),
    passwordHash: text().notNull(),
    disabledAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    unique('users_email').on(table.organizationId, table.email),
    foreignKey({
      name: 'users_organization',
      columns: [table.organizationId],
      foreignColumns: [organizations.organizationId],
    }),
  ],
);

export const devices = pgTable(
  'devices',
  {
    organizationId: organizationId(),
    /** Chosen by the device. */
    deviceId: text().notNull(),
    firstSeenAt: moment().notNull(),
    lastSeenAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.deviceId] })],
);

/** One per sign-in. It lives until it is ended or its newest refresh token expires. */
export const sessions = pgTable(
  'sessions',
  {
    organizationId: organizationId(),
    sessionId: uuid().notNull(),
    userId: uuid().notNull(),
    deviceId: text(),
    startedAt: moment().notNull(),
    endedAt: moment(),
    endReason: text().$type<SessionEndReason>(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.sessionId] }),
    foreignKey({
      name: 'sessions_user',
      columns: [table.organizationId, table.userId],
      foreignColumns: [users.organizationId, users.userId],
    }),
    index('sessions_user_id').on(table.organizationId, table.userId),
  ],
);

/** Replaced tokens stay until they expire, so that one that comes back is recognised as stolen. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    organizationId: organizationId(),
    /** SHA-256: the token is random, so a fast hash is enough. */
    tokenHash: text().notNull(),
    sessionId: uuid().notNull(),
    expiresAt: moment().notNull(),
    replacedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.tokenHash] }),
    foreignKey({
      name: 'refresh_tokens_session',
      columns: [table.organizationId, table.sessionId],
      foreignColumns: [sessions.organizationId, sessions.sessionId],
    }),
    index('refresh_tokens_session_id').on(table.organizationId, table.sessionId),
  ],
);
