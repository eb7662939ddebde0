// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { StandingAlert } from '../src/alerts/use-standing-alerts.js';
import type { CoreApiDouble } from './core-api-double.js';
import { refusal } from './core-api-double.js';
import { openConsole } from './open-console.js';
import { signedIn } from './shop.js';

const boss = {
  ...signedIn,
  permissions: [...signedIn.permissions, 'dashboards.read', 'alerts.read'] as const,
};
const lowStock: StandingAlert = {
  messageId: 'm-1',
  severity: 'warning',
  code: 'low-stock',
  title: 'Green tea runs low',
  text: 'Shop floor: 3 can still be sold, the minimum is 5',
  subject: { kind: 'product', id: 'p-tea' },
  facts: {},
  raisedAt: '2026-01-05T09:30:00.000Z',
};
const standing =
  (...answers: unknown[]) =>
  (api: CoreApiDouble) =>
    api
      .on('GET /dashboards/sales', refusal(400, 'request.invalid'))
      .on('GET /dashboards/inventory', refusal(400, 'request.invalid'))
      .on('GET /alerts?limit=200', ...answers);
const section = () => screen.findByRole('region', { name: 'Needs attention' });

it('shows what stands, and looks again when something is found', async () => {
  const soldOut = { ...lowStock, messageId: 'm-2', severity: 'alert', title: 'Green tea is out of stock' };
  const { realtime } = openConsole({
    path: '/dashboard',
    user: boss,
    prepare: standing({ items: [lowStock], next: null }, { items: [soldOut], next: null }),
  });
  await within(await section()).findByText('Green tea runs low');

  const { severity: _, ...found } = lowStock;
  realtime.arrive('system:alert', { ...found, messageId: 'm-2', code: 'out-of-stock' });

  await within(await section()).findByText('Green tea is out of stock');
  await waitFor(() => expect(screen.queryByText('Green tea runs low')).toBeNull());
});

it('says so when there is nothing', async () => {
  openConsole({ path: '/dashboard', user: boss, prepare: standing({ items: [], next: null }) });
  await within(await section()).findByText('Nothing at the moment');
});

it('shows the first few, and all of them when asked', async () => {
  const items = ['a', 'b', 'c', 'd'].map((name) => ({
    ...lowStock,
    messageId: name,
    title: `Alert ${name}`,
  }));
  const { user } = openConsole({ path: '/dashboard', user: boss, prepare: standing({ items, next: null }) });
  await within(await section()).findByText('Alert c');
  expect(screen.queryByText('Alert d')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Show all 4' }));
  await screen.findByText('Alert d');
});

it('asks for nothing where the role does not see alerts', async () => {
  const { api } = openConsole({
    path: '/dashboard',
    user: { ...boss, permissions: ['dashboards.read'] },
    prepare: standing(),
  });
  await screen.findByRole('heading', { name: 'Dashboard' });
  await waitFor(() => expect(api.requests.map(({ route }) => route)).toContain('GET /dashboards/sales'));
  expect(api.requests.map(({ route }) => route)).not.toContain('GET /alerts?limit=200');
});
