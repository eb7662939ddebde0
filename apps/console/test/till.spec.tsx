// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { CoreApiDouble } from './core-api-double.js';
import { refusal } from './core-api-double.js';
import { openConsole } from './open-console.js';
import { cartOf, lineOf, mug, paymentOf, saleOf, signedIn, tea } from './shop.js';

const button = (name: string | RegExp) => screen.findByRole('button', { name });
const cart = () => screen.getByRole('region', { name: 'Cart' });
const openCarts =
  (...items: unknown[]) =>
  (api: CoreApiDouble) =>
    api.on('GET /pos/carts?posId=pos-1&status=open', { items });

it('opens one cart for two quick taps, and adds to it twice', async () => {
  const opened = Promise.withResolvers<unknown>();
  const { api, user } = openConsole({
    prepare: (api) =>
      api
        .on('POST /pos/carts', () => opened.promise)
        .on(
          'POST /pos/carts/c-1/lines',
          cartOf({ version: 2, lines: [lineOf(tea, 1)] }),
          cartOf({ version: 3, lines: [lineOf(tea, 2)] }),
        ),
  });
  const add = await button('Add Green tea');
  await screen.findByText('The cart is empty');
  await user.click(add);
  await user.click(add);
  opened.resolve(cartOf());

  await within(cart()).findByText('€9.00', { selector: '[data-testid]' });
  expect(api.commands()).toEqual([
    { route: 'POST /pos/carts', body: { posId: 'pos-1' } },
    { route: 'POST /pos/carts/c-1/lines', body: { productId: 'p-tea', quantity: 1 } },
    { route: 'POST /pos/carts/c-1/lines', body: { productId: 'p-tea', quantity: 1 } },
  ]);
});

it('adds what was scanned when Enter comes', async () => {
  const { api, user } = openConsole({
    prepare: (api) =>
      openCarts(cartOf({ lines: [lineOf(tea, 1)] }))(api).on(
        'POST /pos/carts/c-1/lines',
        cartOf({ version: 2, lines: [lineOf(tea, 1), lineOf(mug, 1)] }),
      ),
  });
  await button('Add Stoneware mug');
  await within(cart()).findByRole('listitem', { name: 'Green tea' });
  await user.type(screen.getByRole('searchbox'), 'mug-1{Enter}');

  await within(cart()).findByRole('listitem', { name: 'Stoneware mug' });
  expect(api.commands()[0]?.body).toEqual({ productId: 'p-mug', quantity: 1 });
  expect((screen.getByRole('searchbox') as HTMLInputElement).value).toBe('');
});

it('goes on with the sale when the till gets another name', async () => {
  const { realtime } = openConsole({ prepare: openCarts(cartOf({ lines: [lineOf(tea, 1)] })) });
  await screen.findByRole('listitem', { name: 'Green tea' });
  realtime.arrive('pos:workstation:updated', { posId: 'pos-1', name: 'Front desk', warehouseId: 'w-shop' });
  await waitFor(() =>
    expect(screen.getByRole('combobox', { name: 'Workstation' })).toHaveProperty('value', 'Front desk'),
  );
  within(cart()).getByRole('listitem', { name: 'Green tea' });
});

it('shows what another window does to the cart, and nothing older than that', async () => {
  const { realtime } = openConsole();
  await screen.findByText('The cart is empty');

  realtime.arrive('pos:cart:updated', cartOf({ version: 3, lines: [lineOf(tea, 2)] }));
  const lines = await screen.findByRole('list', { name: 'Cart lines' });
  expect(within(lines).getByLabelText('Quantity').textContent).toBe('2');

  realtime.arrive('pos:cart:updated', cartOf({ version: 2, lines: [lineOf(tea, 1)] }));
  realtime.arrive('pos:cart:updated', cartOf({ cartId: 'c-9', posId: 'pos-2', lines: [lineOf(mug, 1)] }));
  expect(within(lines).getByLabelText('Quantity').textContent).toBe('2');
  expect(within(lines).queryByText('Stoneware mug')).toBeNull();
});

it('says who confirmed the cart on another screen, and starts over', async () => {
  const paid = cartOf({ version: 3, lines: [lineOf(tea, 1)], payments: [paymentOf('cash', 500)] });
  const { realtime, user } = openConsole({ prepare: openCarts(paid) });
  await within(await screen.findByRole('region', { name: 'Cart' })).findByText('Change');

  const confirmed = cartOf({ ...paid, version: 4, status: 'confirmed' });
  realtime.arrive('pos:cart:updated', confirmed);
  realtime.arrive('pos:sale:completed', saleOf(confirmed));

  await screen.findByText('Confirmed by Other Cashier on another screen');
  expect(screen.getByText('Receipt 7')).toBeTruthy();
  await user.click(await button('New sale'));
  await screen.findByText('The cart is empty');
});

it('changes quantities, and removes a line with its last unit', async () => {
  const { api, user } = openConsole({
    prepare: (api) =>
      openCarts(cartOf({ lines: [lineOf(tea, 1)] }))(api)
        .on(
          'PATCH /pos/carts/c-1/lines/l-p-tea',
          cartOf({ version: 2, lines: [lineOf(tea, 2)] }),
          cartOf({ version: 3, lines: [lineOf(tea, 1)] }),
        )
        .on('DELETE /pos/carts/c-1/lines/l-p-tea', cartOf({ version: 4 })),
  });
  const quantity = () => within(cart()).getByLabelText('Quantity').textContent;
  await user.click(await button('One Green tea more'));
  await waitFor(() => expect(quantity()).toBe('2'));
  await user.click(await button('One Green tea less'));
  await waitFor(() => expect(quantity()).toBe('1'));
  await user.click(await button('One Green tea less'));
  await screen.findByText('The cart is empty');
  expect(api.commands().map(({ body }) => body)).toEqual([{ quantity: 2 }, { quantity: 1 }, undefined]);
});

it('gives discounts on a line and on the cart, and takes them back', async () => {
  const tenPercent = { discountId: 'd-1', kind: 'percent', value: 1_000, reason: null, amount: 45 } as const;
  const regular = { discountId: 'd-2', kind: 'amount', value: 150, reason: 'Regular', amount: 150 } as const;
  const discounted = lineOf(tea, 1, { discounts: [tenPercent], total: 405 });
  const { api, user } = openConsole({
    prepare: (api) =>
      openCarts(cartOf({ lines: [lineOf(tea, 1)] }))(api)
        .on(
          'POST /pos/carts/c-1/discounts',
          cartOf({ version: 2, lines: [discounted] }),
          cartOf({ version: 3, lines: [discounted], discounts: [regular] }),
        )
        .on(
          'DELETE /pos/carts/c-1/discounts/d-1',
          cartOf({ version: 4, lines: [lineOf(tea, 1)], discounts: [regular] }),
        ),
  });
  await user.click(await button('More for Green tea'));
  await user.click(await screen.findByRole('menuitem', { name: 'Give a discount' }));
  await user.click(await button('10 %'));
  await within(cart()).findByText('10 % discount');
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('More for Green tea'));

  await user.click(await button('Discount on the whole cart'));
  await user.click(await screen.findByRole('radio', { name: 'Amount' }));
  await user.type(await screen.findByLabelText(/Amount in EUR/), '1.5');
  await user.type(screen.getByLabelText('Reason'), 'Regular');
  await user.click(await button('Give the discount'));
  await within(cart()).findByText('Discount: Regular');
  await waitFor(() =>
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Discount on the whole cart'),
  );

  await user.click(await button('Take back 10 % discount'));
  await waitFor(() => expect(within(cart()).queryByText('10 % discount')).toBeNull());
  expect(api.commands().map(({ body }) => body)).toEqual([
    { lineId: 'l-p-tea', kind: 'percent', value: 1_000, reason: null },
    { lineId: null, kind: 'amount', value: 150, reason: 'Regular' },
    undefined,
  ]);
});

it('takes a split payment, tells the change, and confirms', async () => {
  const lines = [lineOf(tea, 2)];
  const card = paymentOf('card', 400);
  const paid = cartOf({ version: 3, lines, payments: [card, paymentOf('cash', 1_000)] });
  const confirmed = cartOf({ ...paid, version: 4, status: 'confirmed' });
  const { api, user } = openConsole({
    prepare: (api) =>
      openCarts(cartOf({ lines }))(api)
        .on('POST /pos/carts/c-1/payments', cartOf({ version: 2, lines, payments: [card] }), paid)
        .on('POST /pos/carts/c-1/confirm', { cart: confirmed, sale: saleOf(confirmed) }),
  });
  await user.click(await button(/^Pay/));
  await user.click(await screen.findByRole('radio', { name: 'Card' }));
  const amount = await screen.findByLabelText(/Amount in EUR/);
  await user.clear(amount);
  await user.type(amount, '4');
  await user.click(await button('Charge card'));
  await within(await screen.findByRole('dialog')).findByText('Still to pay');

  await user.click(await button('€10.00'));
  await user.click(await button('Give €5.00 change and confirm'));

  await screen.findByRole('heading', { name: 'Sale complete' });
  expect(screen.queryByText(/another screen/)).toBeNull();
  expect(api.commands().map(({ body }) => body)).toEqual([
    { method: 'card', amount: 400 },
    { method: 'cash', amount: 1_000 },
    undefined,
  ]);
});

it('tells in words why a command was refused, and looks at the cart again', async () => {
  const { api, user } = openConsole({
    prepare: (api) =>
      openCarts(cartOf({ lines: [lineOf(tea, 1)] }))(api)
        .on('POST /pos/carts/c-1/cancel', refusal(409, 'pos.cart-not-open'))
        .on('GET /pos/carts/c-1', cartOf({ version: 2, status: 'cancelled', lines: [lineOf(tea, 1)] })),
  });
  await within(await screen.findByRole('region', { name: 'Cart' })).findByText('Green tea');
  openCarts()(api);
  await user.click(await button('Carts'));
  await user.click(await screen.findByRole('menuitem', { name: 'Cancel this cart' }));

  await screen.findByText('This cart was already confirmed or cancelled.');
  await screen.findByText('Cancelled on another screen');
});

it('parks a cart and takes it up again', async () => {
  const { user } = openConsole({ prepare: openCarts(cartOf({ lines: [lineOf(tea, 1)] })) });
  await button(/^Pay/);
  await user.click(await button('Carts'));
  await user.click(await screen.findByRole('menuitem', { name: 'Park this cart' }));
  await screen.findByText('The cart is empty');

  await user.click(await button('Carts'));
  await user.click(await screen.findByRole('menuitem', { name: /Other Cashier/ }));
  await button(/^Pay/);
});

it('shows how many are left in the warehouse of the till', async () => {
  const { realtime } = openConsole();
  const product = await button('Add Green tea');
  expect(within(product).getByText('in stock')).toBeTruthy();

  const availability = { productId: 'p-tea', sku: 'TEA-1', warehouseId: 'w-shop', available: 3 };
  realtime.arrive('pos:inventory:availability', availability);
  realtime.arrive('pos:inventory:availability', { ...availability, warehouseId: 'w-other', available: 1 });

  await within(await button('Add Green tea')).findByText('3 left');
  expect(within(await button('Add Stoneware mug')).getByText('none left')).toBeTruthy();
});

it('shows another price at once, and no more what is not sold', async () => {
  const { realtime } = openConsole();
  await within(await button('Add Green tea')).findByText('€4.50');
  const { available: _, minimumStock: __, ...priced } = tea;
  const told = { ...priced, inStock: true, archived: false };
  realtime.arrive('inventory:product:updated', { ...told, unitPrice: 475 });
  await within(await button('Add Green tea')).findByText('€4.75');
  realtime.arrive('inventory:product:updated', { ...told, archived: true });
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Add Green tea' })).toBeNull());
});

it('lets those who may not sell watch', async () => {
  const warehouse = { ...signedIn, permissions: ['pos.read'] as const, roles: ['warehouse'] };
  openConsole({ user: warehouse, prepare: openCarts(cartOf({ lines: [lineOf(tea, 1)] })) });
  await screen.findByText('You can watch this till. Your role does not sell.');
  await within(cart()).findByText('Green tea');
  expect(screen.queryByRole('button', { name: /^Pay/ })).toBeNull();
  expect((await button('Add Green tea')).hasAttribute('disabled')).toBe(true);
});

it('shows the till of another workstation', async () => {
  const { user } = openConsole({
    prepare: (api) =>
      api.on('GET /pos/carts?posId=pos-2&status=open', {
        items: [cartOf({ cartId: 'c-2', posId: 'pos-2', lines: [lineOf(mug, 1)] })],
      }),
  });
  await user.click(await screen.findByRole('combobox', { name: 'Workstation' }));
  await user.click(await screen.findByRole('option', { name: 'Counter 2' }));
  await within(await screen.findByRole('list', { name: 'Cart lines' })).findByText('Stoneware mug');
});

it('keeps what it has and says what it could not load', async () => {
  openConsole({
    prepare: (api) => api.on('GET /pos/products?posId=pos-1', refusal(403, 'auth.permission-missing')),
  });
  await screen.findByText('Could not load the products');
  expect(screen.getByText('Your role does not allow this.')).toBeTruthy();
});
