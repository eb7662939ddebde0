import type { OrderPayload, Permission } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Orders } from '../src/modules/orders/queries/list-orders.query.js';
import { openOrderingShop } from './ordering.js';
import { type PosApi, startPosApi } from './pos-api.js';
import type { ApiClient } from './pos-client.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

interface Route {
  readonly route: string;
  readonly needs: Permission;
  readonly body?: (productId: string) => object;
}

const reason = { reason: 'For a test' };
const lines = (productId: string) => [{ productId, quantity: 1 }];

/** Every route that names an order. */
const ofOrders: readonly Route[] = [
  { route: 'GET /orders/:orderId', needs: 'orders.read' },
  { route: 'GET /orders/:orderId/history', needs: 'orders.read' },
  { route: 'GET /orders/own/:orderId', needs: 'orders.own' },
  { route: 'GET /orders/own/:orderId/history', needs: 'orders.own' },
  { route: 'POST /orders/:orderId/confirm', needs: 'orders.manage' },
  { route: 'POST /orders/:orderId/prepare', needs: 'orders.manage' },
  { route: 'POST /orders/:orderId/ready', needs: 'orders.manage' },
  { route: 'POST /orders/:orderId/deliver', needs: 'orders.manage' },
  { route: 'POST /orders/:orderId/cancel', needs: 'orders.manage', body: () => reason },
  { route: 'POST /orders/:orderId/refund', needs: 'orders.manage', body: () => reason },
  {
    route: 'POST /orders/:orderId/payments',
    needs: 'orders.manage',
    body: () => ({ method: 'card', approved: true }),
  },
];
const all: readonly Route[] = [
  ...ofOrders,
  { route: 'GET /orders', needs: 'orders.read' },
  { route: 'GET /orders/own', needs: 'orders.own' },
  { route: 'GET /orders/own/products', needs: 'orders.own' },
  {
    route: 'POST /orders',
    needs: 'orders.manage',
    body: (productId) => ({ channel: 'phone', customer: { name: 'Caller' }, lines: lines(productId) }),
  },
  { route: 'POST /orders/own', needs: 'orders.own', body: (productId) => ({ lines: lines(productId) }) },
];
const rights: readonly Permission[] = ['orders.read', 'orders.manage', 'orders.own'];

function call(client: ApiClient, { route, body }: Route, { orderId, productId }: Place) {
  const [method = '', path = ''] = route.split(' ');
  return client.call(method, path.replace(':orderId', orderId), body?.(productId));
}

interface Place {
  readonly orderId: string;
  readonly productId: string;
}

async function shopWithOrder() {
  const { shop, place } = await openOrderingShop(api);
  const { orderId } = await place({ customer: { userId: 'a-customer', name: 'A customer' } });
  return { shop, place: { orderId, productId: shop.book.productId } };
}

describe('organizations are closed to each other', () => {
  it.each(ofOrders)('$route in another organization finds nothing', async (route) => {
    const { shop, place } = await shopWithOrder();
    const stranger = await (await api.openShop()).someone('admin', rights);
    const before = (await shop.events()).length;
    const answer = await call(stranger, route, place);
    expect(answer).toMatchObject({ status: 404, code: 'orders.order-not-found' });
    expect(await shop.events()).toHaveLength(before);
  });

  it('an order of another organization is on no list', async () => {
    const { place } = await shopWithOrder();
    const stranger = await (await api.openShop()).someone('admin', rights);
    for (const list of ['/orders', '/orders?customerUserId=a-customer', '/orders/own'])
      expect((await stranger.get<Orders>(list)).body).toEqual({ items: [], next: null });
    expect((await stranger.get(`/orders/own/products`)).text).not.toContain(place.productId);
  });

  it('a product, a warehouse or a customer of another organization cannot be ordered from or for', async () => {
    const other = await openOrderingShop(api);
    const { warehouseId } = await other.place();
    const { body } = await other.manager.post<{ customerId: string }>('/customers', { name: 'Office' });
    const { shop, manager } = await openOrderingShop(api);
    const order = (given: object) =>
      manager.post('/orders', {
        channel: 'phone',
        customer: { name: 'Caller' },
        lines: lines(shop.book.productId),
        ...given,
      });
    expect((await order({ lines: lines(other.shop.book.productId) })).code).toBe(
      'inventory.product-not-found',
    );
    expect((await order({ warehouseId })).code).toBe('inventory.warehouse-not-found');
    const customer = { customerId: body.customerId, name: 'Office' };
    expect((await order({ customer })).code).toBe('customers.customer-not-found');
    expect(await shop.events()).toEqual([]);
  });
});

describe('customers are closed to each other', () => {
  it('a customer sees no order but their own, and changes none', async () => {
    const { shop, place } = await openOrderingShop(api);
    const [customer, other] = [await shop.someone('customer'), await shop.someone('customer')];
    const { body: own } = await other.post<OrderPayload>('/orders/own', {
      lines: lines(shop.book.productId),
    });
    const ofCaller = await place();
    for (const { orderId } of [own, ofCaller]) {
      for (const path of [`/orders/own/${orderId}`, `/orders/own/${orderId}/history`]) {
        const answer = await customer.get(path);
        expect(answer).toMatchObject({ status: 404, code: 'orders.order-not-found' });
      }
    }
    const lists = ['', `?customerUserId=${other.userId}`, '?channel=phone', '?before=1000'];
    for (const filter of lists)
      expect((await customer.get<Orders>(`/orders/own${filter}`)).body).toEqual({ items: [], next: null });
    const refused = await customer.get(`/orders/${own.orderId}`);
    expect(refused).toMatchObject({ status: 403, code: 'auth.permission-missing' });
    expect((await customer.post(`/orders/${own.orderId}/cancel`, reason)).status).toBe(403);
  });

  it('a customer who orders without end is refused for a while, and nobody else', async () => {
    const { shop, place } = await openOrderingShop(api);
    const [customer, other] = [await shop.someone('customer'), await shop.someone('customer')];
    const order = (by: typeof customer) => by.post('/orders/own', { lines: lines(shop.book.productId) });
    const answers = await Promise.all(Array.from({ length: 21 }, () => order(customer)));
    expect(answers.filter(({ status }) => status === 429)).toMatchObject([{ code: 'request.too-many' }]);
    expect((await order(other)).status).toBe(201);
    expect((await place({}, await shop.someone('manager'))).status).toBe('pending');
  });
});

describe('what a permission opens', () => {
  it.each(all)('$route needs its own permission and no other', async (route) => {
    const { shop, place } = await shopWithOrder();
    const others = rights.filter((right) => right !== route.needs);
    const refused = await call(await shop.someone('admin', others), route, place);
    expect(refused).toMatchObject({ status: 403, code: 'auth.permission-missing' });
    expect((await call(await shop.someone('support', [route.needs]), route, place)).status).not.toBe(403);
  });

  it.each(all)('$route needs a token', async (route) => {
    const { place } = await shopWithOrder();
    expect(await call(api.anyone(), route, place)).toMatchObject({ status: 401, code: 'auth.token-missing' });
  });
});
