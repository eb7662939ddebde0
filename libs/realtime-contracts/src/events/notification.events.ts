import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { idSchema } from './person.js';

/** One entry of somebody's notifications. */
export const notificationSchema = z.object({
  notificationId: z.uuid(),
  kind: z.enum(['sale', 'alert', 'warning', 'info']),
  title: z.string(),
  text: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }).nullable().describe('what it is about'),
  createdAt: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
});
/** See {@link notificationSchema}. */
export type NotificationPayload = z.infer<typeof notificationSchema>;

const newNotificationSchema = z.object({
  userId: idSchema,
  notification: notificationSchema,
  unread: z.int().nonnegative().describe('what the badge of the user shows now'),
});
/** A notification that its user has not read yet. */
export type NewNotificationPayload = z.infer<typeof newNotificationSchema>;

const notificationsReadSchema = z.object({
  userId: idSchema,
  upTo: z.uuid().nullable().describe('the newest notification that was read; null when there was none'),
  unread: z.int().nonnegative().describe('what the badge of the user shows now'),
  readAt: z.iso.datetime(),
});
/** Everything up to a notification was read. */
export type NotificationsReadPayload = z.infer<typeof notificationsReadSchema>;

/** What keeps the badge of a user in step on all of their screens. */
export const notificationEvents = {
  'notification:new': defineEvent({
    version: 1,
    summary: 'A user was notified of something',
    payload: newNotificationSchema,
    permission: 'notifications.read',
    audience: { user: ({ userId }) => userId },
    delivery: 'durable',
  }),
  'notification:read': defineEvent({
    version: 1,
    summary: 'A user read the notifications up to now',
    payload: notificationsReadSchema,
    permission: 'notifications.read',
    audience: { user: ({ userId }) => userId },
    delivery: 'durable',
  }),
};
