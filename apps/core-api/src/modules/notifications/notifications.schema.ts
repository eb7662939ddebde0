import type { NotificationPayload } from '@business-control/realtime-contracts';
import { index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { moment } from '../../platform/database/columns.js';

/** One row per user who was ever notified; it is locked by whoever adds, reads or forgets, so these happen one after the other. */
export const notificationInboxes = pgTable(
  'notification_inboxes',
  {
    organizationId: text().notNull(),
    userId: text().notNull(),
    newest: integer().notNull(),
    readUpTo: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.userId] })],
);

export const notifications = pgTable(
  'notifications',
  {
    organizationId: text().notNull(),
    userId: text().notNull(),
    /** Its place in the inbox of the user, counted from 1. */
    place: integer().notNull(),
    notificationId: uuid().notNull(),
    kind: text().$type<NotificationPayload['kind']>().notNull(),
    title: text().notNull(),
    text: text().notNull(),
    subject: jsonb().$type<NotificationPayload['subject']>(),
    createdAt: moment().notNull(),
    readAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId, table.place] }),
    unique('notifications_id').on(table.organizationId, table.userId, table.notificationId),
    index('notifications_created_at').on(table.createdAt),
  ],
);
