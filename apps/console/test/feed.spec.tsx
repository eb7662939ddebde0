// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { openConsole } from './open-console.js';
import { cartOf, lineOf, saleOf, signedIn, tea } from './shop.js';

const availability = { productId: 'p-tea', sku: 'TEA-1', warehouseId: 'w-shop', available: 3 };
const entries = () => within(screen.getByRole('log')).getAllByRole('button');

it('shows every event as it arrives: what, where and by whom', async () => {
  const { realtime } = openConsole({ path: '/feed' });
  await screen.findByText('Quiet so far');
  await screen.findByRole('button', { name: 'Connection: Live' });

  const cart = cartOf({ lines: [lineOf(tea, 2)] });
  realtime.arrive('pos:cart:updated', cart, signedIn.userId);
  realtime.arrive('pos:sale:completed', saleOf(cart), 'u-other');
  realtime.arrive('pos:inventory:availability', availability, null);

  await screen.findAllByText('Counter 1');
  const [stock, sale, update] = entries().map((entry) => entry.textContent);
  expect(stock).toMatch(/pos:inventory:availability.*TEA-1: 3 left.*System/);
  expect(sale).toMatch(/pos:sale:completed.*Receipt 7: 1 product, €9.00.*Counter 1.*Other Cashier/);
  expect(update).toMatch(/pos:cart:updated.*Cart: 2 items, €9.00.*Counter 1.*You/);
});

it('asks nothing of the tills for those who may not see them', async () => {
  const { api } = openConsole({ path: '/feed', user: { ...signedIn, permissions: ['orders.own'] } });
  await screen.findByText('What concerns you shows here as it happens.');
  expect(api.requests.map(({ route }) => route)).not.toContain('GET /pos/workstations');
});

it('collects events while another page is open', async () => {
  const { realtime, user } = openConsole();
  await screen.findByText('The cart is empty');
  realtime.arrive('pos:inventory:availability', availability);
  await user.click(screen.getByRole('link', { name: 'Live feed' }));
  await screen.findByText('TEA-1: 3 left');
});

it('opens an event down to its payload', async () => {
  const { realtime, user } = openConsole({ path: '/feed' });
  await screen.findByText('Quiet so far');
  realtime.arrive('pos:inventory:availability', availability);
  await user.click(await screen.findByRole('button', { name: /TEA-1: 3 left/ }));
  await screen.findByText(/"productId": "p-tea"/);
});

it('filters by name, pauses and clears', async () => {
  const { realtime, user } = openConsole({ path: '/feed' });
  await screen.findByText('Quiet so far');
  realtime.arrive('pos:inventory:availability', availability);
  realtime.arrive('pos:cart:updated', cartOf());

  await user.click(screen.getByRole('combobox', { name: 'Filter by event' }));
  await user.click(await screen.findByRole('option', { name: 'pos:cart:updated' }));
  expect(entries()).toHaveLength(1);
  await user.keyboard('{Escape}');

  await user.click(screen.getByRole('button', { name: 'Pause' }));
  realtime.arrive('pos:cart:updated', cartOf({ version: 2 }));
  expect(entries()).toHaveLength(1);
  await user.click(await screen.findByRole('button', { name: 'Resume (1 new)' }));
  expect(entries()).toHaveLength(2);

  await user.click(screen.getByRole('button', { name: 'Clear' }));
  await screen.findByText('No such event so far');
});
