import type { RealtimeEvent } from '@business-control/realtime-client';
import type { NotificationPayload } from '@business-control/realtime-contracts';
import { expect, it } from 'vitest';
import { afterEvent } from './inbox.js';

const at = '2026-01-05T09:30:00.000Z';
const meta = { id: 'e', occurredAt: at, actor: { userId: null, deviceId: null } };
const notification = (notificationId: string): NotificationPayload => ({
  notificationId,
  kind: 'sale',
  title: 'New sale',
  text: '',
  subject: null,
  createdAt: at,
  readAt: null,
});
const arrived = (id: string, unread: number): RealtimeEvent => ({
  name: 'notification:new',
  payload: { userId: 'u', notification: notification(id), unread },
  meta,
});
const read = (upTo: string | null, unread: number): RealtimeEvent => ({
  name: 'notification:read',
  payload: { userId: 'u', upTo, unread, readAt: at },
  meta,
});

it('puts the newest first and counts as the server does', () => {
  const inbox = [arrived('a', 1), arrived('b', 2)].reduce(afterEvent, { items: [], unread: 0 });
  expect(inbox.items.map(({ notificationId }) => notificationId)).toEqual(['b', 'a']);
  expect(inbox.unread).toBe(2);
});

it('marks what was read, up to there', () => {
  const inbox = [arrived('a', 1), arrived('b', 2), arrived('c', 3), read('b', 1)].reduce(afterEvent, {
    items: [],
    unread: 0,
  });
  expect(inbox.items.map(({ notificationId, readAt }) => [notificationId, readAt])).toEqual([
    ['c', null],
    ['b', at],
    ['a', at],
  ]);
  expect(inbox.unread).toBe(1);
});

it('marks everything when nothing is left to read, whether the newest is shown or not', () => {
  const inbox = [arrived('a', 1), read('not-shown', 0)].reduce(afterEvent, { items: [], unread: 0 });
  expect(inbox.items[0]?.readAt).toBe(at);
});
