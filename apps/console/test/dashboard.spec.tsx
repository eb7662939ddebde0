// @vitest-environment happy-dom
import type { InventoryKpisPayload, SalesDashboardPayload } from '@business-control/realtime-contracts';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { CoreApiDouble } from './core-api-double.js';
import { openConsole } from './open-console.js';
import { signedIn } from './shop.js';

const sales: SalesDashboardPayload = {
  date: '2026-01-05',
  currency: 'EUR',
  salesCount: 2,
  total: 3_000,
  averageTicket: 1_500,
  refunds: { count: 0, total: 0 },
  byHour: [{ hour: 10, salesCount: 2, total: 3_000 }],
  byProduct: [{ productId: 'p-tea', sku: 'TEA-1', name: 'Green tea', quantity: 4, total: 3_000 }],
  byTill: [{ posId: 'pos-1', salesCount: 2, total: 3_000 }],
  version: 7,
};
const stock: InventoryKpisPayload = {
  currency: 'EUR',
  stockValue: 120_000,
  unitsOnHand: 400,
  productsUnderMinimum: 1,
  productsOutOfStock: 0,
  batchesExpiring: 0,
  soldLast30Days: 100,
  turnover: 0.25,
  version: 3,
};
const manager = {
  ...signedIn,
  permissions: [...signedIn.permissions, 'dashboards.read', 'simulator.run'] as const,
};
const figures = (api: CoreApiDouble) =>
  api
    .on('GET /dashboards/sales', sales)
    .on('GET /dashboards/inventory', stock)
    .on('GET /simulator', { enabled: false, running: null });

it('shows the figures of the day and follows them, never back to older ones', async () => {
  const { realtime } = openConsole({ path: '/dashboard', user: manager, prepare: figures });
  const today = await screen.findByRole('region', { name: 'Sales today' });
  expect(within(today).getByLabelText('Takings').textContent).toBe('€30.00');
  await within(today).findByText('Counter 1');

  realtime.arrive('dashboard:sales:updated', { ...sales, total: 4_500, salesCount: 3, version: 8 });
  realtime.arrive('dashboard:sales:updated', { ...sales, total: 1_000, salesCount: 1, version: 6 });
  realtime.arrive('dashboard:inventory-kpis:updated', { ...stock, unitsOnHand: 399, version: 4 });

  await waitFor(() => expect(within(today).getByLabelText('Takings').textContent).toBe('€45.00'));
  const shelves = screen.getByRole('region', { name: 'Stock' });
  expect(within(shelves).getByLabelText('Units on hand').textContent).toBe('399');
});

it('shows what was refunded beside takings that have nothing taken off', async () => {
  const { realtime } = openConsole({ path: '/dashboard', user: manager, prepare: figures });
  const today = await screen.findByRole('region', { name: 'Sales today' });
  expect(within(today).getByLabelText('Refunds').textContent).toBe('€0.00');
  expect(within(today).queryByText(/before refunds/)).toBeNull();

  realtime.arrive('dashboard:sales:updated', { ...sales, refunds: { count: 2, total: 1_250 }, version: 8 });

  await waitFor(() => expect(within(today).getByLabelText('Refunds').textContent).toBe('€12.50'));
  within(today).getByText('Refunds · 2 orders');
  within(today).getByText('Takings · before refunds');
  expect(within(today).getByLabelText('Takings').textContent).toBe('€30.00');
});

it('goes back to earlier days, which today does not touch, and forward to today', async () => {
  const { realtime, user } = openConsole({
    path: '/dashboard',
    user: manager,
    prepare: (api) =>
      figures(api).on('GET /dashboards/sales?date=2026-01-04', { ...sales, date: '2026-01-04', total: 700 }),
  });
  await screen.findByRole('region', { name: 'Sales today' });
  await user.click(screen.getByRole('button', { name: 'Day before' }));
  const day = await screen.findByRole('region', { name: 'Sales of the day' });
  await waitFor(() => expect(within(day).getByLabelText('Takings').textContent).toBe('€7.00'));

  realtime.arrive('dashboard:sales:updated', { ...sales, total: 9_900, version: 8 });
  expect(within(day).getByLabelText('Takings').textContent).toBe('€7.00');
  await user.click(screen.getByRole('button', { name: 'Day after' }));
  await screen.findByRole('region', { name: 'Sales today' });
});

it('asks again when events may have been missed', async () => {
  const { realtime, api } = openConsole({ path: '/dashboard', user: manager, prepare: figures });
  await screen.findByRole('region', { name: 'Sales today' });
  api.on('GET /dashboards/sales', { ...sales, salesCount: 9, version: 12 });
  realtime.resync();
  await waitFor(() => expect(screen.getByLabelText('Sales').textContent).toBe('9'));
});

it('lets the shop sell by itself where the simulator is switched on', async () => {
  const running = { salesPerMinute: 20, until: '2026-01-05T10:00:00.000Z' };
  const { api, user } = openConsole({
    path: '/dashboard',
    user: manager,
    prepare: (double) =>
      figures(double)
        .on('GET /simulator', { enabled: true, running: null })
        .on('POST /simulator/start', { enabled: true, running })
        .on('POST /simulator/stop', { enabled: true, running: null }),
  });
  await user.click(await screen.findByRole('button', { name: 'Simulate customers' }));
  await user.click(await screen.findByRole('button', { name: 'Stop the simulator' }));
  await screen.findByRole('button', { name: 'Simulate customers' });
  expect(api.commands().map(({ route, body }) => [route, body])).toEqual([
    ['POST /simulator/start', { salesPerMinute: 20 }],
    ['POST /simulator/stop', undefined],
  ]);
});

it('is closed to those who may not see figures, and is not in their navigation', async () => {
  openConsole({ path: '/dashboard' });
  await screen.findByText('Not for your role');
  expect(screen.queryByRole('link', { name: 'Dashboard' })).toBeNull();
});
