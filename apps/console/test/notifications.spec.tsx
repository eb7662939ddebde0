// @vitest-environment happy-dom
import type { NotificationPayload } from '@business-control/realtime-contracts';
import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { openConsole } from './open-console.js';
import { signedIn } from './shop.js';

const reader = { ...signedIn, permissions: [...signedIn.permissions, 'notifications.read'] as const };
const lowStock: NotificationPayload = {
  notificationId: 'n-1',
  kind: 'warning',
  title: 'Low stock',
  text: 'Green tea: 3 left',
  subject: null,
  createdAt: '2026-01-05T09:30:00.000Z',
  readAt: null,
};

it('counts what is new, and reads it all when it is opened', async () => {
  const { api, realtime, user } = openConsole({
    user: reader,
    prepare: (double) =>
      double
        .on('GET /notifications?limit=20', { items: [], unread: 0, next: null })
        .on('POST /notifications/read', { upTo: 'n-1', unread: 0 }),
  });
  await screen.findByRole('button', { name: 'Notifications' });
  realtime.arrive('notification:new', { userId: signedIn.userId, notification: lowStock, unread: 1 });

  await user.click(await screen.findByRole('button', { name: 'Notifications, 1 unread' }));
  await screen.findByText('Low stock');
  expect(api.commands().map(({ route }) => route)).toEqual(['POST /notifications/read']);
});

it('says on which day it was', async () => {
  const { user } = openConsole({
    user: reader,
    prepare: (double) =>
      double.on('GET /notifications?limit=20', { items: [lowStock], unread: 0, next: null }),
  });
  await user.click(await screen.findByRole('button', { name: 'Notifications' }));
  const entry = (await screen.findByText('Low stock')).closest('li');
  expect(entry?.querySelector('time')?.textContent).toContain('2026');
});

it('keeps step with the other tabs of the user', async () => {
  const { api, realtime } = openConsole({
    user: reader,
    prepare: (double) =>
      double.on('GET /notifications?limit=20', { items: [lowStock], unread: 1, next: null }),
  });
  await screen.findByRole('button', { name: 'Notifications, 1 unread' });
  const readAt = '2026-01-05T09:31:00.000Z';
  realtime.arrive('notification:read', { userId: signedIn.userId, upTo: 'n-1', unread: 0, readAt });
  await waitFor(() => expect(screen.getByRole('button', { name: 'Notifications' })).toBeTruthy());
  expect(api.commands()).toEqual([]);
});
