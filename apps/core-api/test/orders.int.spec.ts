import type {
  MovementPayload,
  OrderPayload,
  OrderStatusChangedPayload,
  SalePayload,
  StockLevelPayload,
} from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderHistory } from '../src/modules/orders/queries/get-order-history.query.js';
import type { Orders } from '../src/modules/orders/queries/list-orders.query.js';
import type { ProductsToOrder } from '../src/modules/orders/queries/list-products-to-order.query.js';
import { openOrderingShop } from './ordering.js';
import { type PosApi, startPosApi } from './pos-api.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

interface AuditEntries {
  readonly items: readonly { readonly type: string; readonly userId: string; readonly details: object }[];
}

describe('an order by phone', () => {
  it('is priced by the products as they are, and told', async () => {
    const { shop, manager, place } = await openOrderingShop(api);
    await manager.post('/branches', { name: 'North', branchId: 'north' });
    const order = await place({
      branchId: 'north',
      note: 'Ring twice',
      lines: [
        { productId: shop.coffee.productId, quantity: 2 },
        { productId: shop.cake.productId, quantity: 1 },
      ],
    });
    expect(order).toMatchObject({
      number: 1,
      channel: 'phone',
      status: 'pending',
      version: 1,
      branchId: 'north',
      customer: { customerId: null, userId: null, name: 'Caller' },
      currency: 'EUR',
      lines: [
        { sku: 'COFFEE', quantity: 2, unitPrice: 1_000, total: 2_000, taxRate: 2_100, tax: 347 },
        { sku: 'CAKE', quantity: 1, unitPrice: 545, total: 545, taxRate: 900, tax: 45 },
      ],
      total: 2_545,
      tax: 392,
      payment: null,
      saleId: null,
      note: 'Ring twice',
      createdBy: { userId: manager.userId, displayName: 'A manager' },
    });
    const events = await shop.events();
    expect(events).toMatchObject([
      { name: 'branch:updated' },
      { name: 'order:created', payload: order, actorUserId: manager.userId },
    ]);
  });

  it('has the next number of its organization, and a refused one takes none', async () => {
    const { shop, manager, place } = await openOrderingShop(api);
    expect((await place()).number).toBe(1);
    const unknown = await manager.post('/orders', {
      channel: 'phone',
      customer: { name: 'Caller' },
      lines: [{ productId: shop.organizationId, quantity: 1 }],
    });
    expect(unknown).toMatchObject({ status: 404, code: 'inventory.product-not-found' });
    expect((await place()).number).toBe(2);
    const other = await openOrderingShop(api);
    expect((await other.place()).number).toBe(1);
  });

  it.each([
    ['no lines', { lines: [] }],
    ['no name', { customer: { name: ' ' } }],
    ['a till', { channel: 'till' }],
    ['text that no database keeps', { note: 'zero\u0000byte' }],
    ['half a character in a name', { customer: { name: 'half \ud83d' } }],
    ['a branch without a name', { branchId: '' }],
  ])('is refused with %s', async (_, given) => {
    const { shop, manager } = await openOrderingShop(api);
    const { productId } = shop.book;
    const answer = await manager.post('/orders', {
      channel: 'phone',
      customer: { name: 'Caller' },
      lines: [{ productId, quantity: 1 }],
      ...given,
    });
    expect(answer).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  it('of a known customer goes to the account the customer signs in with', async () => {
    const { manager, place } = await openOrderingShop(api);
    const { body: customer } = await manager.post<{ customerId: string }>('/customers', {
      name: 'Corner office',
      userId: 'corner-office',
    });
    const { customerId } = customer;
    const order = await place({ customer: { customerId, name: 'The reception' } });
    expect(order.customer).toEqual({ customerId, userId: 'corner-office', name: 'The reception' });
    const unknown = await manager.post('/orders', {
      channel: 'phone',
      customer: { customerId: order.orderId, name: 'Nobody' },
      lines: order.lines.map(({ productId, quantity }) => ({ productId, quantity })),
    });
    expect(unknown).toMatchObject({ status: 404, code: 'customers.customer-not-found' });
  });
});

describe('an order on its way', () => {
  it('goes from status to status; every step is told and kept', async () => {
    const { shop, manager, place, pay } = await openOrderingShop(api);
    const { orderId } = await place();
    const step = async (name: string) =>
      (await manager.post<OrderPayload>(`/orders/${orderId}/${name}`)).body.status;
    expect(await step('confirm')).toBe('confirmed');
    expect(await step('prepare')).toBe('preparing');
    expect(await step('ready')).toBe('ready');
    expect((await manager.post(`/orders/${orderId}/deliver`)).code).toBe('orders.not-paid');
    expect((await pay(orderId)).body.status).toBe('ready');
    expect(await step('deliver')).toBe('delivered');

    const changes = (await shop.events()).filter(({ name }) => name === 'order:status-changed');
    const walked = ['confirmed', 'preparing', 'ready', 'delivered'];
    expect(changes.map(({ payload }) => payload)).toMatchObject(
      walked.map((to) => ({ to, changedBy: { userId: manager.userId }, order: { orderId, status: to } })),
    );
    const { body: history } = await manager.get<OrderHistory>(`/orders/${orderId}/history`);
    expect(history.items.map(({ version, from, to }) => [version, from, to])).toEqual([
      [2, 'pending', 'confirmed'],
      [3, 'confirmed', 'preparing'],
      [4, 'preparing', 'ready'],
      [6, 'ready', 'delivered'],
    ]);
  });

  it('is refused what its status does not allow, and stays as it is', async () => {
    const { manager, place, get, namesOfEvents } = await openOrderingShop(api);
    const order = await place();
    for (const step of ['prepare', 'ready', 'deliver']) {
      const answer = await manager.post(`/orders/${order.orderId}/${step}`);
      expect(answer).toMatchObject({ status: 409, code: 'orders.transition-refused' });
    }
    expect(await get(order.orderId)).toEqual(order);
    expect(await namesOfEvents()).toEqual(['order:created']);
  });

  it('is cancelled for a reason that is kept, and audited by its id', async () => {
    const { shop, manager, place } = await openOrderingShop(api);
    const { orderId } = await place();
    expect((await manager.post(`/orders/${orderId}/cancel`, {})).code).toBe('request.invalid');
    const reason = 'The caller changed their mind';
    const { body } = await manager.post<OrderPayload>(`/orders/${orderId}/cancel`, { reason });
    expect(body).toMatchObject({ status: 'cancelled', version: 2 });
    const { body: history } = await manager.get<OrderHistory>(`/orders/${orderId}/history`);
    expect(history.items).toMatchObject([{ to: 'cancelled', reason }]);
    const auditor = await shop.someone('admin');
    const { body: audit, text } = await auditor.get<AuditEntries>('/audit/entries?type=order.cancelled');
    expect(audit.items).toMatchObject([{ userId: manager.userId, details: { orderId } }]);
    expect(text).not.toContain(reason);
  });

  it('tells its customer what became of it and why, as the event does', async () => {
    const { shop, manager } = await openOrderingShop(api);
    const customer = await shop.someone('customer');
    const lines = [{ productId: shop.book.productId, quantity: 1 }];
    const { orderId } = (await customer.post<OrderPayload>('/orders/own', { lines })).body;
    const history = () => customer.get<OrderHistory>(`/orders/own/${orderId}/history`);
    expect((await history()).body).toEqual({ items: [] });
    await manager.post(`/orders/${orderId}/cancel`, { reason: 'Out of print' });
    const told = (await shop.events()).find(({ name }) => name === 'order:status-changed');
    if (!told) throw new Error('nothing was told');
    const { order: _, ...change } = told.payload as OrderStatusChangedPayload;
    expect(change).toMatchObject({ to: 'cancelled', reason: 'Out of print' });
    expect((await history()).body.items).toEqual([{ ...change, version: 2, changedAt: expect.any(String) }]);
  });
});

describe('the payment of an order', () => {
  it('confirms it and makes a sale of it, with the number of the order', async () => {
    const { shop, manager, place, pay, namesOfEvents } = await openOrderingShop(api);
    await place();
    const { orderId, warehouseId } = await place({ channel: 'online' });
    const { body: order } = await pay(orderId, { externalId: 'pay_1' });
    expect(order).toMatchObject({
      status: 'confirmed',
      version: 2,
      payment: { method: 'card', status: 'approved', amount: 2_000 },
      saleId: expect.any(String),
    });
    const { body: sales } = await manager.get<{ items: SalePayload[] }>('/pos/sales');
    expect(sales.items).toMatchObject([
      {
        saleId: order.saleId,
        receiptNumber: 2,
        channel: 'online',
        posId: null,
        cartId: null,
        orderId,
        warehouseId,
        totals: { total: 2_000, paid: 2_000, due: 0 },
        payments: [{ method: 'card', amount: 2_000 }],
      },
    ]);
    expect(await namesOfEvents()).toEqual([
      'order:created',
      'order:created',
      'order:payment-reported',
      'order:status-changed',
      'pos:sale:completed',
    ]);
    const auditor = await shop.someone('admin');
    const { body: audit } = await auditor.get<AuditEntries>('/audit/entries?type=order.paid');
    expect(audit.items).toMatchObject([{ userId: manager.userId, details: { orderId } }]);
  });

  it('when declined is kept, and changes nothing else', async () => {
    const { manager, place, pay, namesOfEvents } = await openOrderingShop(api);
    const order = await place();
    const { body: declined } = await pay(order.orderId, { approved: false });
    expect(declined).toEqual({
      ...order,
      version: 2,
      payment: { ...declined.payment, status: 'declined', amount: 2_000 },
      updatedAt: expect.any(String),
    });
    const { body: sales } = await manager.get<{ items: SalePayload[] }>('/pos/sales');
    expect(sales.items).toEqual([]);
    expect(await namesOfEvents()).toEqual(['order:created', 'order:payment-reported']);
    expect((await pay(order.orderId)).body.status).toBe('confirmed');
  });

  it('comes once', async () => {
    const { place, pay } = await openOrderingShop(api);
    const { orderId } = await place();
    await pay(orderId);
    expect(await pay(orderId)).toMatchObject({ status: 409, code: 'orders.already-paid' });
    expect(await pay(orderId, { approved: false })).toMatchObject({ code: 'orders.already-paid' });
  });

  it('is refused with nothing kept when the stock does not suffice', async () => {
    const { shop, place, pay, get, namesOfEvents } = await openOrderingShop(api);
    const order = await place({ lines: [{ productId: shop.book.productId, quantity: 101 }] });
    const refused = await pay(order.orderId, { externalId: 'pay_1' });
    expect(refused).toMatchObject({ status: 409, code: 'inventory.stock-insufficient' });
    expect(await get(order.orderId)).toEqual(order);
    expect(await namesOfEvents()).toEqual(['order:created']);
  });

  it('on account is charged to the customer, whose limit holds', async () => {
    const { manager, place, pay, get, told, namesOfEvents } = await openOrderingShop(api);
    const given = { name: 'Corner office', creditLimit: 3_000 };
    const { body: known } = await manager.post<{ customerId: string }>('/customers', given);
    const balance = async () => {
      const { body } = await manager.get<{ balance: number }>(`/customers/${known.customerId}`);
      return body.balance;
    };
    const customer = { customerId: known.customerId, name: 'Corner office' };
    const [first, second] = [await place({ customer }), await place({ customer })];
    const before = (await namesOfEvents()).length;
    expect((await pay(first.orderId, { method: 'on-account' })).body.status).toBe('confirmed');
    expect((await namesOfEvents()).slice(before)).toEqual([
      'order:payment-reported',
      'order:status-changed',
      'customer:credit:changed',
      'pos:sale:completed',
    ]);
    expect(await balance()).toBe(2_000);
    const beyond = await pay(second.orderId, { method: 'on-account' });
    expect(beyond).toMatchObject({ status: 409, code: 'customers.credit-exceeded' });
    expect(await get(second.orderId)).toEqual(second);

    const stranger = await place({ customer: { name: 'Passer-by' } });
    const unknown = await pay(stranger.orderId, { method: 'on-account' });
    expect(unknown).toMatchObject({ status: 409, code: 'orders.account-missing' });

    const reason = 'Never left the shop';
    await manager.post(`/orders/${first.orderId}/refund`, { reason });
    expect(await balance()).toBe(0);
    expect((await told()).at(-1)).toMatchObject({
      name: 'customer:credit:changed',
      payload: { change: { kind: 'payment', amount: 2_000, reference: 'Order 1' } },
    });
  });
});

describe('a refund', () => {
  it('is for paid orders only, and ends them', async () => {
    const { shop, manager, place, pay, namesOfEvents } = await openOrderingShop(api);
    const { orderId } = await place();
    const reason = 'Arrived broken';
    const refund = () => manager.post<OrderPayload>(`/orders/${orderId}/refund`, { reason });
    expect((await refund()).code).toBe('orders.transition-refused');
    await manager.post(`/orders/${orderId}/confirm`);
    expect((await refund()).code).toBe('orders.not-paid');
    await pay(orderId);
    expect((await manager.post(`/orders/${orderId}/cancel`, { reason })).code).toBe('orders.already-paid');
    const { body } = await refund();
    expect(body).toMatchObject({ status: 'refunded', payment: { status: 'approved' } });
    expect((await namesOfEvents()).at(-1)).toBe('order:status-changed');
    expect((await refund()).code).toBe('orders.transition-refused');
    expect((await pay(orderId)).code).toBe('orders.transition-refused');
    const auditor = await shop.someone('admin');
    const { body: audit, text } = await auditor.get<AuditEntries>('/audit/entries?type=order.refunded');
    expect(audit.items).toMatchObject([{ userId: manager.userId, details: { orderId } }]);
    expect(text).not.toContain(reason);
  });

  it('puts the goods back into stock, unless they are not fit for it', async () => {
    const { shop, manager, place, pay } = await openOrderingShop(api);
    const { productId } = shop.book;
    const onHand = async (): Promise<number | undefined> => {
      const movements = (await shop.events()).filter(({ name }) => name === 'inventory:stock:updated');
      return (movements.at(-1)?.payload as StockLevelPayload | undefined)?.onHand;
    };
    const [kept, broken] = [
      await place({ lines: [{ productId, quantity: 3 }] }),
      await place({ lines: [{ productId, quantity: 5 }] }),
    ];
    await pay(kept.orderId);
    await eventually(async () => expect(await onHand()).toBe(97));
    await pay(broken.orderId);
    await eventually(async () => expect(await onHand()).toBe(92));

    await manager.post(`/orders/${broken.orderId}/refund`, { reason: 'Arrived broken', restock: false });
    const reason = 'Never left the shop';
    await manager.post(`/orders/${kept.orderId}/refund`, { reason });
    expect(await onHand()).toBe(95);
    const movements = (await shop.events())
      .filter(({ name }) => name === 'inventory:movement:created')
      .map(({ payload }) => payload as MovementPayload);
    expect(movements.map(({ kind }) => kind)).toEqual(['issue', 'issue', 'receipt']);
    expect(movements.at(-1)).toMatchObject({
      warehouseId: kept.warehouseId,
      reason,
      reference: { kind: 'order', id: kept.orderId },
      lines: [{ productId, quantity: 3 }],
      createdBy: { userId: manager.userId },
    });
  });
});

describe('the list of orders', () => {
  it('is paged, newest first, with the cursor of what was read', async () => {
    const { manager, place } = await openOrderingShop(api);
    for (let count = 0; count < 5; count += 1) await place();
    const { body: first, headers } = await manager.get<Orders>('/orders?limit=2');
    expect(first.items.map(({ number }) => number)).toEqual([5, 4]);
    expect(headers.get('x-realtime-cursor')).toMatch(/\.5$/);
    const { body: second } = await manager.get<Orders>(`/orders?limit=2&before=${first.next}`);
    expect(second.items.map(({ number }) => number)).toEqual([3, 2]);
    const { body: last } = await manager.get<Orders>(`/orders?limit=2&before=${second.next}`);
    expect([last.items.map(({ number }) => number), last.next]).toEqual([[1], null]);
  });

  it('is of a status, a channel or a customer', async () => {
    const { manager, place } = await openOrderingShop(api);
    const { body: known } = await manager.post<{ customerId: string }>('/customers', { name: 'Office' });
    const { customerId } = known;
    await place();
    const { orderId } = await place({ channel: 'online', customer: { customerId, name: 'Office' } });
    await place({ customer: { userId: 'someone', name: 'Someone' } });
    await manager.post(`/orders/${orderId}/confirm`);
    const numbers = async (filter: string) => {
      const { body } = await manager.get<Orders>(`/orders?${filter}`);
      return body.items.map(({ number }) => number);
    };
    expect(await numbers('status=confirmed')).toEqual([2]);
    expect(await numbers('status=pending')).toEqual([3, 1]);
    expect(await numbers('channel=online')).toEqual([2]);
    expect(await numbers(`customerId=${customerId}`)).toEqual([2]);
    expect(await numbers('customerUserId=someone')).toEqual([3]);
    expect(await numbers(`status=pending&customerId=${customerId}`)).toEqual([]);
    for (const wrong of ['status=lost', 'before=99999999999', 'customerUserId=%00'])
      expect((await manager.get(`/orders?${wrong}`)).code).toBe('request.invalid');
  });
});

describe('a customer with an account', () => {
  it('sees what can be ordered, places an order, and sees that order', async () => {
    const { shop } = await openOrderingShop(api);
    const customer = await shop.someone('customer');
    const { body: products } = await customer.get<ProductsToOrder>('/orders/own/products');
    expect(products.items.map(({ sku, unitPrice, inStock }) => [sku, unitPrice, inStock])).toEqual([
      ['BOOK', 2_000, true],
      ['CAKE', 545, true],
      ['COFFEE', 1_000, true],
    ]);
    const { status, body: order } = await customer.post<OrderPayload>('/orders/own', {
      lines: [{ productId: products.items[0]?.productId, quantity: 3 }],
    });
    expect(status).toBe(201);
    expect(order).toMatchObject({
      channel: 'online',
      status: 'pending',
      total: 6_000,
      customer: { customerId: null, userId: customer.userId, name: 'A customer' },
      createdBy: { userId: customer.userId },
    });
    expect((await customer.get<Orders>('/orders/own')).body).toEqual({ items: [order], next: null });
    expect((await customer.get(`/orders/own/${order.orderId}`)).body).toEqual(order);
  });

  it('who is known as a customer orders as one', async () => {
    const { shop, manager } = await openOrderingShop(api);
    const customer = await shop.someone('customer');
    const given = { name: 'Corner office', userId: customer.userId };
    const { body: known } = await manager.post<{ customerId: string }>('/customers', given);
    const { body: order } = await customer.post<OrderPayload>('/orders/own', {
      lines: [{ productId: shop.book.productId, quantity: 1 }],
    });
    expect(order.customer).toMatchObject({ customerId: known.customerId, userId: customer.userId });
  });

  it('cannot order for somebody else', async () => {
    const { shop } = await openOrderingShop(api);
    const customer = await shop.someone('customer');
    const { body: order } = await customer.post<OrderPayload>('/orders/own', {
      lines: [{ productId: shop.book.productId, quantity: 1 }],
      channel: 'phone',
      customer: { userId: 'somebody-else', name: 'Somebody else' },
    });
    expect(order).toMatchObject({ channel: 'online', customer: { userId: customer.userId } });
  });
});
