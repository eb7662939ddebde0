// @vitest-environment happy-dom
import type { OrderPayload } from '@business-control/realtime-contracts';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { SignedInUser } from '../src/session/signed-in-user.js';
import type { CoreApiDouble } from './core-api-double.js';
import { refusal } from './core-api-double.js';
import { openConsole } from './open-console.js';
import { orderOf, paymentOf } from './order-desk.js';
import { mug, signedIn, tea } from './shop.js';

const agent: SignedInUser = {
  ...signedIn,
  roles: ['sales-agent'],
  permissions: ['branches.read', 'orders.read', 'orders.manage', 'customers.read'],
};
const list = (...items: unknown[]) => ({ items, next: null });
const branches = [
  { branchId: 'harbour', name: 'Harbour' },
  { branchId: 'main-street', name: 'Main street' },
];
const person = { userId: 'u-other', displayName: 'Other Cashier' };

/** Opens the order book with some orders. */
function openOrders(orders: readonly OrderPayload[], prepare = (api: CoreApiDouble) => api, user = agent) {
  return openConsole({
    path: '/order-book',
    user,
    prepare: (api) => {
      api.on('GET /orders?limit=50', list(...orders)).on('GET /branches', { items: branches });
      for (const status of ['pending', 'confirmed', 'preparing', 'ready'])
        api.on(`GET /orders?status=${status}&limit=200`, list(...orders.filter((o) => o.status === status)));
      for (const { orderId } of orders) api.on(`GET /orders/${orderId}/history`, list());
      prepare(api);
    },
  });
}

const column = (name: string) => screen.findByRole('region', { name });
const cardsIn = async (name: string) =>
  within(await column(name))
    .queryAllByRole('listitem')
    .map((card) => card.getAttribute('aria-label'));

it('shows orders where they stand, and new ones as they come in', async () => {
  const { realtime } = openOrders([orderOf(2, { status: 'ready' }), orderOf(1)]);
  expect(await cardsIn('New')).toEqual(['Order 1']);
  expect(await cardsIn('Ready')).toEqual(['Order 2']);

  realtime.arrive('order:created', orderOf(3));
  await waitFor(async () => expect(await cardsIn('New')).toEqual(['Order 3', 'Order 1']));

  const confirmed = orderOf(1, { status: 'confirmed', version: 2 });
  const change = { from: 'pending', to: 'confirmed', reason: null, changedBy: person } as const;
  realtime.arrive('order:status-changed', { ...change, order: confirmed });
  realtime.arrive('order:created', orderOf(1));
  await waitFor(async () => expect(await cardsIn('Confirmed')).toEqual(['Order 1']));
  expect(await cardsIn('New')).toEqual(['Order 3']);

  const payment = paymentOf('approved');
  realtime.arrive('order:payment-reported', { ...confirmed, version: 3, payment, saleId: 's-1' });
  await within(await column('Confirmed')).findByText('Paid');
});

it('brings an order on with one click', async () => {
  const confirmed = orderOf(1, { status: 'confirmed', version: 2 });
  const { api, realtime, user } = openOrders([orderOf(1)], (double) =>
    double.on('POST /orders/o-1/confirm', confirmed),
  );
  await user.click(await screen.findByRole('button', { name: 'Confirm' }));
  const change = { from: 'pending', to: 'confirmed', reason: null, changedBy: person } as const;
  realtime.arrive('order:status-changed', { ...change, order: confirmed });
  expect(
    await within(await column('Confirmed')).findByRole('button', { name: 'Start preparing' }),
  ).toBeTruthy();
  expect(api.commands()[0]?.route).toBe('POST /orders/o-1/confirm');
});

it('opens an order with its history, reports its payment and cancels it for a reason', async () => {
  const history = {
    items: [
      {
        from: 'pending',
        to: 'confirmed',
        reason: 'Called back',
        changedBy: person,
        version: 2,
        changedAt: '2026-01-05T09:05:00.000Z',
      },
    ],
  };
  const order = orderOf(1, { status: 'confirmed', version: 2, note: 'Without sugar' });
  const { api, user } = openOrders([order], (double) =>
    double
      .on('GET /orders/o-1/history', history)
      .on('POST /orders/o-1/payments', refusal(409, 'orders.already-paid'))
      .on('POST /orders/o-1/cancel', order),
  );
  await user.click(await screen.findByRole('button', { name: 'Open order 1' }));
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findByText('Called back');
  within(dialog).getByText('2 × Green tea');
  within(dialog).getByText('Without sugar');

  await user.click(within(dialog).getByRole('button', { name: 'Report a payment' }));
  expect(within(dialog).queryByRole('radio', { name: 'On account' })).toBeNull();
  await user.click(within(dialog).getByRole('radio', { name: 'Transfer' }));
  await user.click(within(dialog).getByRole('button', { name: 'Approved' }));
  await screen.findByText('The order is paid already.');

  await user.click(within(dialog).getByRole('button', { name: 'Back' }));
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  await user.type(within(dialog).getByLabelText(/Why is it cancelled/), 'Nobody came');
  await user.click(within(dialog).getByRole('button', { name: 'Cancel the order' }));
  await within(dialog).findByRole('button', { name: 'Start preparing' });
  expect(api.commands().map(({ route, body }) => [route, body])).toEqual([
    ['POST /orders/o-1/payments', { method: 'transfer', approved: true }],
    ['POST /orders/o-1/cancel', { reason: 'Nobody came' }],
  ]);
});

it('refunds what was paid, and says whether the goods come back', async () => {
  const paid = orderOf(1, { status: 'delivered', payment: paymentOf('approved'), saleId: 's-1' });
  const { api, user } = openOrders([paid], (double) => double.on('POST /orders/o-1/refund', paid));
  await user.click(await screen.findByRole('radio', { name: 'Ended' }));
  await user.click(await screen.findByRole('button', { name: 'Open order 1' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Refund' }));
  await user.type(within(dialog).getByLabelText(/Why is it refunded/), 'Spoiled');
  await user.click(within(dialog).getByRole('checkbox', { name: 'The goods go back into stock' }));
  await user.click(within(dialog).getByRole('button', { name: 'Refund the order' }));
  await waitFor(() => expect(api.commands()[0]?.body).toEqual({ reason: 'Spoiled', restock: false }));
});

it('takes an order by phone for a customer who is known', async () => {
  const bakery = { customerId: 'k-1', name: 'Bakery', email: null, phone: null };
  const { api, user } = openOrders([], (double) =>
    double
      .on('GET /pos/products', list(tea, mug))
      .on('GET /customers?limit=10&search=bak', list(bakery))
      .on('GET /customers?limit=10&search=Bakery', list(bakery))
      .on('POST /orders', orderOf(1)),
  );
  await user.click(await screen.findByRole('button', { name: 'Phone order' }));
  const dialog = await screen.findByRole('dialog');
  const caller = within(dialog).getByLabelText(/Customer/, { selector: 'input' });
  await waitFor(() => expect(document.activeElement).toBe(caller));
  await user.click(await within(dialog).findByRole('button', { name: 'Order Green tea' }));
  await user.click(within(dialog).getByRole('button', { name: 'One Green tea more' }));
  const place = within(dialog).getByRole('button', { name: 'Place the order' });
  expect(place.hasAttribute('disabled')).toBe(true);
  await user.type(caller, 'bak');
  await user.click(await screen.findByRole('option', { name: 'Bakery' }));
  await within(dialog).findByText('€9.00');
  await user.click(await within(dialog).findByRole('combobox', { name: 'Branch' }));
  await user.click(await screen.findByRole('option', { name: 'Harbour' }));
  await user.click(place);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(api.commands()).toEqual([
    {
      route: 'POST /orders',
      body: {
        channel: 'phone',
        branchId: 'harbour',
        customer: { customerId: 'k-1', name: 'Bakery' },
        lines: [{ productId: 'p-tea', quantity: 2 }],
        note: null,
      },
    },
  ]);
});

it('gives a phone order up with one key, and goes on where it began', async () => {
  const { user } = openOrders([], (double) => double.on('GET /pos/products', list(tea)));
  const begin = await screen.findByRole('button', { name: 'Phone order' });
  await user.click(begin);
  const caller = await screen.findByLabelText(/Customer/, { selector: 'input' });
  await waitFor(() => expect(document.activeElement).toBe(caller));
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(begin));
});

it('takes an order by phone for no branch where there is none', async () => {
  const { api, user } = openOrders([], (double) =>
    double
      .on('GET /branches', { items: [] })
      .on('GET /pos/products', list(tea))
      .on('GET /customers?limit=10&search=Walk-in', list())
      .on('POST /orders', orderOf(1)),
  );
  await user.click(await screen.findByRole('button', { name: 'Phone order' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(await within(dialog).findByRole('button', { name: 'Order Green tea' }));
  await user.type(within(dialog).getByLabelText(/Customer/, { selector: 'input' }), 'Walk-in');
  expect(within(dialog).queryByRole('combobox', { name: 'Branch' })).toBeNull();
  await user.click(within(dialog).getByRole('button', { name: 'Place the order' }));
  await waitFor(() => expect(api.commands()[0]?.body).toMatchObject({ branchId: null }));
});

it('says which branch an order is for, also after that got another name', async () => {
  const { realtime, user } = openOrders([
    orderOf(3),
    orderOf(2, { branchId: 'harbour' }),
    orderOf(1, { branchId: 'main-street', status: 'delivered' }),
  ]);
  const card = within(await screen.findByRole('listitem', { name: 'Order 2' }));
  await card.findByText('Harbour');
  realtime.arrive('branch:updated', { branchId: 'harbour', name: 'New harbour' });
  await card.findByText('New harbour');
  await user.click(card.getByRole('button', { name: 'Open order 2' }));
  const dialog = within(await screen.findByRole('dialog'));
  await dialog.findByText('Branch New harbour');
  await user.click(dialog.getByRole('button', { name: 'Close' }));
  await user.click(screen.getByRole('radio', { name: 'Ended' }));
  within(await screen.findByRole('listitem', { name: 'Order 1' })).getByText(/, Main street, 2 × Green tea/);
});

it('lets those who may only look do nothing, and goes back as far as they like', async () => {
  const reader = { ...agent, permissions: ['orders.read'] as const };
  const delivered = (number: number) => orderOf(number, { status: 'delivered' });
  const { user } = openOrders(
    [orderOf(3)],
    (api) =>
      api
        .on('GET /orders?limit=50', { items: [orderOf(3), delivered(2)], next: 2 })
        .on('GET /orders?limit=50&before=2', list(delivered(1))),
    reader,
  );
  await column('New');
  expect(screen.queryByRole('button', { name: 'Confirm' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Phone order' })).toBeNull();
  await user.click(screen.getByRole('radio', { name: 'Ended' }));
  await user.click(await screen.findByRole('button', { name: 'Show earlier orders' }));
  await screen.findByRole('listitem', { name: 'Order 1' });
  await screen.findByRole('listitem', { name: 'Order 2' });
});

const customer: SignedInUser = {
  ...signedIn,
  userId: 'u-customer',
  displayName: 'Some Customer',
  roles: ['customer'],
  permissions: ['orders.own'],
};
const openOwn = (...orders: OrderPayload[]) =>
  openConsole({
    path: '/',
    user: customer,
    prepare: (api) =>
      api
        .on('GET /orders/own?limit=20', list(...orders))
        .on('GET /orders/own/products', list({ ...tea, inStock: true }, { ...mug, inStock: false })),
  });

it('is where a customer begins, orders, and follows the order', async () => {
  const { api, realtime, user } = openOwn();
  api.on('POST /orders/own', orderOf(8));
  expect(
    within(await screen.findByRole('listitem', { name: 'Stoneware mug' })).getByText('not in stock now'),
  ).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Order Green tea' }));
  await user.click(screen.getByRole('button', { name: 'One Green tea more' }));
  await user.type(screen.getByLabelText('Note'), 'Hot, please');
  await user.click(screen.getByRole('button', { name: 'Place the order' }));
  await waitFor(() =>
    expect(api.commands()[0]?.body).toEqual({
      lines: [{ productId: 'p-tea', quantity: 2 }],
      note: 'Hot, please',
    }),
  );

  realtime.arrive('order:created', orderOf(8));
  realtime.arrive(
    'order:created',
    orderOf(9, { customer: { customerId: null, userId: 'u-else', name: 'Else' } }),
  );
  const order = await screen.findByRole('listitem', { name: 'Order 8' });
  within(order).getByText('Waiting for the shop');
  expect(screen.queryByRole('listitem', { name: 'Order 9' })).toBeNull();

  const ready = orderOf(8, { status: 'ready', version: 4 });
  const change = { from: 'preparing', to: 'ready', reason: null, changedBy: person } as const;
  realtime.arrive('order:status-changed', { ...change, order: ready });
  await within(order).findByText('Ready for you');
});

it('shows a customer another price at once, also of what is in the basket', async () => {
  const { realtime, user } = openOwn();
  await user.click(await screen.findByRole('button', { name: 'Order Green tea' }));
  const basket = within(await screen.findByRole('form', { name: 'Basket' }));
  basket.getByText('€4.50');
  const { available: _, minimumStock: __, ...priced } = tea;
  const told = { ...priced, inStock: false, archived: false };
  realtime.arrive('inventory:product:updated', { ...told, unitPrice: 475 });
  await basket.findByText('€4.75');
  within(await screen.findByRole('listitem', { name: 'Green tea' })).getByText('not in stock now');
  realtime.arrive('inventory:product:updated', { ...told, archived: true });
  await waitFor(() => expect(screen.queryByRole('form', { name: 'Basket' })).toBeNull());
});

it('tells a customer why an order was cancelled, also while looking on', async () => {
  const because = (reason: string) =>
    ({ from: 'pending', to: 'cancelled', reason, changedBy: person }) as const;
  const kept = { version: 2, changedAt: '2026-01-05T09:05:00.000Z' };
  const { api, realtime } = openOwn(orderOf(5), orderOf(4, { status: 'cancelled', version: 2 }));
  api.on('GET /orders/own/o-4/history', list({ ...because('Sold out'), ...kept }));
  api.on('GET /orders/own/o-5/history', list({ ...because('Closed early'), ...kept }));
  await within(await screen.findByRole('listitem', { name: 'Order 4' })).findByText('Sold out');

  const cancelled = orderOf(5, { status: 'cancelled', version: 2 });
  realtime.arrive('order:status-changed', { ...because('Closed early'), order: cancelled });
  await screen.findByText('Closed early');
});

it('keeps the basket when the order was refused', async () => {
  const { api, user } = openOwn(orderOf(4, { status: 'cancelled' }));
  api.on('GET /orders/own/o-4/history', list());
  api.on('POST /orders/own', refusal(429, 'request.too-many'));
  await within(await screen.findByRole('list', { name: 'Earlier orders' })).findByText('Cancelled');
  await user.click(await screen.findByRole('button', { name: 'Order Green tea' }));
  await user.click(screen.getByRole('button', { name: 'Place the order' }));
  await screen.findByText('That was a lot at once. Please wait a moment.');
  expect(screen.getByText('1 item')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'One Green tea less' }));
  await waitFor(() => expect(screen.queryByText('1 item')).toBeNull());
});

it('is closed to roles without orders', async () => {
  openConsole({ path: '/order-book' });
  await screen.findByText('Not for your role');
});
