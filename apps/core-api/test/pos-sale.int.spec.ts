import type { CartPayload, DailyTotalsPayload, SalePayload } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PosApi, startPosApi } from './pos-api.js';

interface List<Item> {
  readonly items: readonly Item[];
}

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

describe('a sale at the till', () => {
  it('goes from an empty cart to the totals of the day, and every step is an event', async () => {
    const shop = await api.openShop();
    const cashier = await shop.someone('cashier');

    const opened = await cashier.post<CartPayload>('/pos/carts', { posId: shop.posId });
    expect(opened.status).toBe(201);
    expect(opened.body).toMatchObject({ status: 'open', version: 1, currency: 'EUR', lines: [] });
    const cart = `/pos/carts/${opened.body.cartId}`;

    await cashier.post(`${cart}/lines`, { productId: shop.coffee.productId, quantity: 2 });
    const rung = await cashier.post<CartPayload>(`${cart}/lines`, {
      productId: shop.cake.productId,
      quantity: 1,
    });
    const [coffee, cake] = rung.body.lines;
    await cashier.call('PATCH', `${cart}/lines/${coffee?.lineId}`, { quantity: 3 });
    const discounted = await cashier.post<CartPayload>(`${cart}/discounts`, {
      kind: 'percent',
      value: 1_000,
      lineId: coffee?.lineId,
      reason: 'regular',
    });
    expect(discounted.body.totals).toMatchObject({ subtotal: 3_545, discount: 300, total: 3_245 });
    await cashier.call('DELETE', `${cart}/lines/${cake?.lineId}`);
    await cashier.post(`${cart}/discounts`, { kind: 'amount', value: 200 });
    await cashier.post(`${cart}/payments`, { method: 'card', amount: 1_500 });
    const paid = await cashier.post<CartPayload>(`${cart}/payments`, { method: 'cash', amount: 2_000 });
    expect(paid.body.totals).toEqual({
      subtotal: 3_000,
      discount: 500,
      total: 2_500,
      tax: 434,
      paid: 3_500,
      due: 0,
      change: 1_000,
    });

    const confirmed = await cashier.post<{ cart: CartPayload; sale: SalePayload }>(`${cart}/confirm`);
    expect(confirmed.status).toBe(200);
    expect(confirmed.body.cart).toMatchObject({ status: 'confirmed', version: 10 });
    expect(confirmed.body.sale).toMatchObject({
      receiptNumber: 1,
      channel: 'till',
      soldBy: { userId: cashier.userId, displayName: 'A cashier' },
    });

    expect((await cashier.get<CartPayload>(cart)).body).toEqual(confirmed.body.cart);
    const sales = await cashier.get<List<SalePayload>>('/pos/sales');
    expect(sales.body).toEqual({ items: [confirmed.body.sale], next: null });
    const manager = await shop.someone('manager');
    const totals = { salesCount: 1, total: 2_500, tax: 434, discount: 500, cash: 1_000, card: 1_500 };
    const tills = [{ ...totals, posId: shop.posId, date: '2026-03-02', currency: 'EUR' }];
    expect((await manager.get('/pos/daily-totals?date=2026-03-02')).body).toEqual({
      date: '2026-03-02',
      currency: 'EUR',
      items: tills,
      organization: totals,
    });
    const shelf = await cashier.get<List<{ sku: string; available: number }>>('/pos/products');
    expect(shelf.body.items.find(({ sku }) => sku === 'COFFEE')?.available).toBe(97);

    const deducted = async () => expect(await shop.eventsOf('inventory:')).toHaveLength(2);
    await eventually(deducted);
    const all = await shop.events();
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
    const events = all.filter(({ name }) => /^(pos|inventory):/.test(name));
    expect(events.map(({ name }) => name)).toEqual([
      ...Array.from({ length: 7 }, () => 'pos:cart:updated'),
      'pos:cart:payment',
      'pos:cart:updated',
      'pos:cart:payment',
      'pos:cart:updated',
      'pos:cart:updated',
      'pos:cart:confirmed',
      'pos:sale:completed',
      'pos:daily-totals:updated',
      'inventory:movement:created',
      'inventory:stock:updated',
    ]);
    expect(new Set(events.map(({ actorUserId }) => actorUserId))).toEqual(new Set([cashier.userId]));
    expect(events.map(({ payload }) => payload)).toEqual(
      expect.arrayContaining([
        opened.body,
        confirmed.body.cart,
        confirmed.body.sale,
        tills[0],
        expect.objectContaining({ sku: 'COFFEE', warehouseId: shop.warehouseId, onHand: 97, available: 97 }),
      ]),
    );
  });

  it('can be given up once its money is handed back', async () => {
    const shop = await api.openShop();
    const cashier = await shop.someone('cashier');
    const { body: opened } = await cashier.post<CartPayload>('/pos/carts', { posId: shop.posId });
    const cart = `/pos/carts/${opened.cartId}`;
    await cashier.post(`${cart}/lines`, { productId: shop.book.productId, quantity: 1 });
    const given = await cashier.post<CartPayload>(`${cart}/discounts`, { kind: 'percent', value: 5_000 });
    const back = await cashier.call<CartPayload>(
      'DELETE',
      `${cart}/discounts/${given.body.discounts[0]?.discountId}`,
    );
    expect(back.body.totals.total).toBe(2_000);
    const { body: paid } = await cashier.post<CartPayload>(`${cart}/payments`, {
      method: 'cash',
      amount: 500,
    });

    expect((await cashier.post(`${cart}/cancel`)).code).toBe('pos.cart-has-payments');
    const voided = await cashier.call<CartPayload>(
      'DELETE',
      `${cart}/payments/${paid.payments[0]?.paymentId}`,
    );
    expect(voided.body).toMatchObject({ payments: [], totals: { paid: 0, due: 2_000 } });
    const cancelled = await cashier.post<CartPayload>(`${cart}/cancel`);
    expect(cancelled.body.status).toBe('cancelled');
    expect((await cashier.get<List<CartPayload>>('/pos/sales')).body.items).toEqual([]);
  });

  it('counts for the day on the wall of the shop, and receipts are numbered per till', async () => {
    const shop = await api.openShop();
    const manager = await shop.someone('manager');
    const sell = async (posId: string) => {
      const { body: cart } = await manager.post<CartPayload>('/pos/carts', { posId });
      await manager.post(`/pos/carts/${cart.cartId}/lines`, { productId: shop.book.productId, quantity: 1 });
      await manager.post(`/pos/carts/${cart.cartId}/payments`, { method: 'cash', amount: 2_000 });
      const { body } = await manager.post<{ sale: SalePayload }>(`/pos/carts/${cart.cartId}/confirm`);
      return body.sale.receiptNumber;
    };
    const noon = api.clock.now();
    expect(await sell(shop.posId)).toBe(1);
    // Half past midnight in Amsterdam, still the day before in UTC.
    api.clock.set(new Date('2026-03-02T23:30:00.000Z'));
    expect([await sell(shop.posId), await sell(shop.otherPosId)]).toEqual([2, 1]);
    const { body: today } = await manager.get<List<DailyTotalsPayload> & { date: string }>(
      '/pos/daily-totals',
    );
    api.clock.set(noon);
    const { body: yesterday } = await manager.get<List<DailyTotalsPayload>>(
      '/pos/daily-totals?date=2026-03-02',
    );
    expect(today.date).toBe('2026-03-03');
    expect(new Set(today.items.map(({ posId }) => posId))).toEqual(new Set([shop.posId, shop.otherPosId]));
    expect(yesterday.items.map(({ posId, salesCount }) => ({ posId, salesCount }))).toEqual([
      { posId: shop.posId, salesCount: 1 },
    ]);
  });

  it('is listed newest first, page by page, even while others are made', async () => {
    const shop = await api.openShop();
    const cashier = await shop.someone('cashier');
    const sell = async (posId: string) => {
      const { body: cart } = await cashier.post<CartPayload>('/pos/carts', { posId });
      await cashier.post(`/pos/carts/${cart.cartId}/lines`, { productId: shop.book.productId, quantity: 1 });
      await cashier.post(`/pos/carts/${cart.cartId}/payments`, { method: 'card', amount: 2_000 });
      return (await cashier.post<{ sale: SalePayload }>(`/pos/carts/${cart.cartId}/confirm`)).body.sale
        .saleId;
    };
    const made = [await sell(shop.posId), await sell(shop.otherPosId), await sell(shop.posId)];
    type Page = List<SalePayload> & { next: string | null };
    const ids = ({ items }: Page) => items.map(({ saleId }) => saleId);

    const { body: first } = await cashier.get<Page>('/pos/sales?limit=2');
    await sell(shop.posId);
    const { body: second } = await cashier.get<Page>(`/pos/sales?limit=2&before=${first.next}`);
    expect([ids(first), ids(second)]).toEqual([[made[2], made[1]], [made[0]]]);
    expect(second.next).toBeNull();
    const { body: ofOther } = await cashier.get<Page>(`/pos/sales?posId=${shop.otherPosId}`);
    expect(ids(ofOther)).toEqual([made[1]]);
  });

  it('shows the open carts of a till', async () => {
    const shop = await api.openShop();
    const cashier = await shop.someone('cashier');
    const open = async (posId: string) => (await cashier.post<CartPayload>('/pos/carts', { posId })).body;
    const [first, , gone, last] = [
      await open(shop.posId),
      await open(shop.otherPosId),
      await open(shop.posId),
      await open(shop.posId),
    ];
    await cashier.post(`/pos/carts/${gone.cartId}/cancel`);
    const { body } = await cashier.get<List<CartPayload>>(`/pos/carts?posId=${shop.posId}&status=open`);
    expect(body.items).toEqual([last, first]);
  });
});

describe('what the till refuses', () => {
  it.each([
    ['POST', '/pos/carts', { posId: 'till-1' }],
    ['POST', '/pos/carts/nothing/confirm', undefined],
    ['GET', '/pos/sales?limit=0', undefined],
    ['GET', '/pos/daily-totals?date=yesterday', undefined],
  ])('a request that makes no sense: %s %s', async (method, path, body) => {
    const shop = await api.openShop();
    const manager = await shop.someone('manager');
    expect(await manager.call(method, path, body)).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  it.each([
    ['lines', { productId: '0197e3a0-0000-7000-8000-000000000000', quantity: 0 }],
    ['lines', { productId: '0197e3a0-0000-7000-8000-000000000000', quantity: 1.5 }],
    ['payments', { method: 'cheque', amount: 1 }],
    ['payments', { method: 'cash', amount: -1 }],
    ['discounts', { kind: 'percent', value: 10_001 }],
  ])('%s of %j', async (what, body) => {
    const shop = await api.openShop();
    const cashier = await shop.someone('cashier');
    const { body: cart } = await cashier.post<CartPayload>('/pos/carts', { posId: shop.posId });
    const answer = await cashier.post(`/pos/carts/${cart.cartId}/${what}`, body);
    expect(answer).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  it('any change of a cart that is closed, with one clear code', async () => {
    const shop = await api.openShop();
    const cashier = await shop.someone('cashier');
    const { body: opened } = await cashier.post<CartPayload>('/pos/carts', { posId: shop.posId });
    const cart = `/pos/carts/${opened.cartId}`;
    const { body: rung } = await cashier.post<CartPayload>(`${cart}/lines`, {
      productId: shop.book.productId,
      quantity: 1,
    });
    const { body: paid } = await cashier.post<CartPayload>(`${cart}/payments`, {
      method: 'cash',
      amount: 2_000,
    });
    await cashier.post(`${cart}/confirm`);
    const refused = [
      await cashier.post(`${cart}/lines`, { productId: shop.book.productId, quantity: 1 }),
      await cashier.call('PATCH', `${cart}/lines/${rung.lines[0]?.lineId}`, { quantity: 2 }),
      await cashier.call('DELETE', `${cart}/lines/${rung.lines[0]?.lineId}`),
      await cashier.post(`${cart}/discounts`, { kind: 'percent', value: 100 }),
      await cashier.post(`${cart}/payments`, { method: 'cash', amount: 1 }),
      await cashier.call('DELETE', `${cart}/payments/${paid.payments[0]?.paymentId}`),
      await cashier.post(`${cart}/confirm`),
      await cashier.post(`${cart}/cancel`),
    ];
    for (const answer of refused) expect(answer).toMatchObject({ status: 409, code: 'pos.cart-not-open' });
  });
});
