import type { CartPayload, SalePayload } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PosApi, type Shop, startPosApi } from './pos-api.js';
import type { ApiClient } from './pos-client.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

interface Product {
  readonly productId: string;
}

async function ringUp(
  cashier: ApiClient,
  posId: string,
  ...products: readonly Product[]
): Promise<CartPayload> {
  let { body: cart } = await cashier.post<CartPayload>('/pos/carts', { posId });
  for (const { productId } of products) {
    const line = { productId, quantity: 1 };
    ({ body: cart } = await cashier.post<CartPayload>(`/pos/carts/${cart.cartId}/lines`, line));
  }
  return cart;
}

/** Contiguous from 1, with one version per event of a cart: no change was lost or told twice. */
async function expectOrder(shop: Shop, cartId: string, lastVersion: number) {
  const events = await shop.events();
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  const versions = events
    .filter(({ name }) => name === 'pos:cart:updated')
    .map(({ payload }) => payload as CartPayload)
    .filter((payload) => payload.cartId === cartId)
    .map(({ version }) => version);
  expect(versions).toEqual(Array.from({ length: lastVersion }, (_, index) => index + 1));
}

describe('two cashiers on one cart', () => {
  it('lose nothing of what either rings up', async () => {
    const shop = await api.openShop();
    const cashiers = [await shop.someone('cashier'), await shop.someone('cashier')] as const;
    const { cartId } = await ringUp(cashiers[0], shop.posId, shop.coffee);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        const cashier = index % 2 ? cashiers[0] : cashiers[1];
        const { productId } = index % 3 ? shop.coffee : shop.cake;
        return cashier.post<CartPayload>(`/pos/carts/${cartId}/lines`, { productId, quantity: 1 });
      }),
    );
    expect(new Set(answers.map(({ body }) => body.version)).size).toBe(20);
    const { body: cart } = await cashiers[0].get<CartPayload>(`/pos/carts/${cartId}`);
    expect(cart.lines.map(({ sku, quantity }) => [sku, quantity])).toEqual(
      expect.arrayContaining([
        ['COFFEE', 14],
        ['CAKE', 7],
      ]),
    );
    await expectOrder(shop, cartId, 22);
  });

  it('confirm it once', async () => {
    const shop = await api.openShop();
    const cashier = await shop.someone('cashier');
    const { cartId } = await ringUp(cashier, shop.posId, shop.book);
    await cashier.post(`/pos/carts/${cartId}/payments`, { method: 'cash', amount: 5_000 });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => cashier.post(`/pos/carts/${cartId}/confirm`)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(({ status, code }) => [status, code])).toEqual(
      Array.from({ length: 7 }, () => [409, 'pos.cart-not-open']),
    );
    const { body: sales } = await cashier.get<{ items: SalePayload[] }>('/pos/sales');
    expect(sales.items).toHaveLength(1);
    await expectOrder(shop, cartId, 4);
  });

  it('never take more by card than is due', async () => {
    const shop = await api.openShop();
    const cashier = await shop.someone('cashier');
    const { cartId } = await ringUp(cashier, shop.posId, shop.book);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        cashier.post<CartPayload>(`/pos/carts/${cartId}/payments`, { method: 'card', amount: 800 }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(new Set(answers.flatMap(({ code }) => code ?? []))).toEqual(new Set(['pos.card-exceeds-due']));
    const { body: cart } = await cashier.get<CartPayload>(`/pos/carts/${cartId}`);
    expect(cart.totals).toMatchObject({ total: 2_000, paid: 1_600, due: 400, change: 0 });
    await expectOrder(shop, cartId, 4);
  });

  it('either pay it or cancel it', async () => {
    const shop = await api.openShop();
    const cashier = await shop.someone('cashier');
    const { cartId } = await ringUp(cashier, shop.posId, shop.book);
    const [payment, cancellation] = await Promise.all([
      cashier.post(`/pos/carts/${cartId}/payments`, { method: 'cash', amount: 2_000 }),
      cashier.post(`/pos/carts/${cartId}/cancel`),
    ]);
    const { body: cart } = await cashier.get<CartPayload>(`/pos/carts/${cartId}`);
    expect([payment.status, cancellation.status, payment.code ?? cancellation.code, cart.status]).toEqual(
      cart.status === 'open'
        ? [201, 409, 'pos.cart-has-payments', 'open']
        : [409, 200, 'pos.cart-not-open', 'cancelled'],
    );
  });
});

describe('many tills at once', () => {
  it('sell the same products without deadlock, and number receipts without holes', async () => {
    const shop = await api.openShop(8);
    const cashier = await shop.someone('manager');
    // Half of the tills ring up in the opposite order: whoever locks products in that order meets the others halfway.
    const order = (index: number) =>
      index % 2 ? [shop.coffee, shop.cake, shop.book] : [shop.book, shop.cake, shop.coffee];
    const carts = await Promise.all(
      [...shop.posIds, ...shop.posIds].map(async (posId, index) => {
        const cart = await ringUp(cashier, posId, ...order(index));
        await cashier.post(`/pos/carts/${cart.cartId}/payments`, { method: 'card', amount: 3_545 });
        return cart;
      }),
    );
    const confirmed = await Promise.all(
      carts.map(({ cartId }) => cashier.post<{ sale: SalePayload }>(`/pos/carts/${cartId}/confirm`)),
    );
    for (const posId of shop.posIds) {
      const receipts = confirmed
        .map(({ body }) => body.sale)
        .filter((sale) => sale.posId === posId)
        .map(({ receiptNumber }) => receiptNumber);
      expect(new Set(receipts)).toEqual(new Set([1, 2]));
    }

    const { body: shelf } = await cashier.get<{ items: { available: number }[] }>('/pos/products');
    expect(shelf.items.map(({ available }) => available)).toEqual([84, 84, 84]);
    const { body: totals } = await cashier.get<{ organization: object }>('/pos/daily-totals');
    expect(totals.organization).toMatchObject({
      salesCount: 16,
      total: 16 * 3_545,
      card: 16 * 3_545,
      cash: 0,
    });

    await eventually(async () => {
      const lastOfCoffee = (await shop.events()).findLast(
        ({ name, payload }) =>
          name === 'inventory:stock:updated' && JSON.stringify(payload).includes('COFFEE'),
      );
      expect(lastOfCoffee?.payload).toMatchObject({ onHand: 84, reserved: 0, available: 84 });
    });
    const events = await shop.events();
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  });
});
