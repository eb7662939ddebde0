// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { refusal } from './core-api-double.js';
import { openConsole } from './open-console.js';
import { cartOf, lineOf, paymentOf, saleOf, signedIn, tea, totalsOf } from './shop.js';

const sold = cartOf({ lines: [lineOf(tea, 2)], payments: [paymentOf('cash', 900)] });
const first = saleOf(sold, { saleId: 's-1', receiptNumber: 1 });
const second = saleOf(sold, { saleId: 's-2', receiptNumber: 2 });
const receipts = () =>
  screen.queryAllByRole('button', { name: /^Receipt/ }).map((row) => row.getAttribute('aria-label'));

it('lists sales and adds new ones on top, each once', async () => {
  const { realtime } = openConsole({
    path: '/sales',
    prepare: (api) => api.on('GET /pos/sales?limit=50', { items: [first], next: null }),
  });
  await screen.findByRole('table', { name: 'Sales' });

  realtime.arrive('pos:sale:completed', second);
  realtime.arrive('pos:sale:completed', second);

  await waitFor(() => expect(receipts()).toEqual(['Receipt 2 of Counter 1', 'Receipt 1 of Counter 1']));
});

it('opens a receipt, and earlier ones on demand', async () => {
  const { user } = openConsole({
    path: '/sales',
    prepare: (api) =>
      api
        .on('GET /pos/sales?limit=50', { items: [second], next: 's-2' })
        .on('GET /pos/sales?limit=50&before=s-2', { items: [first], next: null }),
  });
  await user.click(await screen.findByRole('button', { name: /^Receipt 2/ }));
  await screen.findByText('2 × Green tea');

  await user.click(screen.getByRole('button', { name: 'Show earlier sales' }));
  await waitFor(() => expect(receipts()).toHaveLength(2));
  expect(screen.queryByRole('button', { name: 'Show earlier sales' })).toBeNull();
});

it("adds up today's totals of all tills as they change", async () => {
  const { realtime } = openConsole({
    path: '/sales',
    prepare: (api) =>
      api.on('GET /pos/daily-totals', { date: '2026-01-05', currency: 'EUR', items: [totalsOf('pos-1', 2)] }),
  });
  const today = await screen.findByRole('region', { name: 'Tills today' });
  expect(within(today).getByLabelText('Takings').textContent).toBe('€20.00');

  realtime.arrive('pos:daily-totals:updated', totalsOf('pos-2', 1));

  await waitFor(() => expect(within(today).getByLabelText('Takings').textContent).toBe('€30.00'));
  expect(within(today).getByLabelText('Sales').textContent).toBe('3');
  await within(await screen.findByRole('table', { name: 'Totals by till' })).findByText('Counter 2');
});

it('leaves out totals for those who may not see them', async () => {
  const { api } = openConsole({ path: '/sales', user: { ...signedIn, permissions: ['pos.read'] } });
  await screen.findByText('No sales yet');
  expect(screen.queryByRole('region', { name: 'Tills today' })).toBeNull();
  expect(api.requests.map(({ route }) => route)).not.toContain('GET /pos/daily-totals');
});

it('is closed to roles without the till', async () => {
  openConsole({ path: '/sales', user: { ...signedIn, permissions: [] } });
  await screen.findByText('Not for your role');
});

it('says what could not be loaded, and tries again', async () => {
  const { user } = openConsole({
    path: '/sales',
    prepare: (api) =>
      api
        .on('GET /pos/sales?limit=50', refusal(400, 'request.invalid'), { items: [first], next: null })
        .on('GET /pos/daily-totals', refusal(400, 'request.invalid')),
  });
  await screen.findByText("Could not load today's totals");
  const failure = (await screen.findByText('Could not load the sales')).closest('[role=alert]');
  await user.click(within(failure as HTMLElement).getByRole('button', { name: 'Try again' }));
  await screen.findByRole('table', { name: 'Sales' });
});
