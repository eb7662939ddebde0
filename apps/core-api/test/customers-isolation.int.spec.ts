import type { Permission } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerAnswer } from '../src/modules/customers/customers.answers.js';
import { eventsOf } from './events-of.js';
import { type PosApi, startPosApi } from './pos-api.js';
import type { ApiClient } from './pos-client.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

interface Route {
  readonly route: string;
  readonly body?: object;
}

/** Every route that names a customer. */
const routes: readonly Route[] = [
  { route: 'GET /customers/:customerId' },
  { route: 'GET /customers/:customerId/entries' },
  { route: 'PATCH /customers/:customerId', body: { name: 'Another name' } },
  { route: 'PUT /customers/:customerId/credit-limit', body: { creditLimit: 1 } },
  { route: 'POST /customers/:customerId/charges', body: { amount: 1 } },
  { route: 'POST /customers/:customerId/payments', body: { amount: 1 } },
];
const all: readonly Route[] = [
  ...routes,
  { route: 'GET /customers' },
  { route: 'POST /customers', body: { name: 'Corner office' } },
];

function call(client: ApiClient, { route, body }: Route, customerId: string) {
  const [method = '', path = ''] = route.split(' ');
  return client.call(method, path.replace(':customerId', customerId), body);
}

async function shopWithCustomer() {
  const shop = await api.openShop();
  const manager = await shop.someone('manager');
  const given = { name: 'Corner office', creditLimit: 1_000 };
  const { body: customer } = await manager.post<CustomerAnswer>('/customers', given);
  await manager.post(`/customers/${customer.customerId}/charges`, { amount: 100 });
  return { shop, manager, customerId: customer.customerId };
}

describe('customers of another organization', () => {
  it.each(routes)('$route finds nothing', async (route) => {
    const { shop, manager, customerId } = await shopWithCustomer();
    const { body: before } = await manager.get(`/customers/${customerId}`);
    const strangers = await api.openShop();
    const answer = await call(await strangers.someone('admin'), route, customerId);
    expect(answer).toMatchObject({ status: 404, code: 'customers.customer-not-found' });
    expect((await manager.get(`/customers/${customerId}`)).body).toEqual(before);
    expect(await eventsOf(shop, 'customer')).toHaveLength(2);
    expect(await eventsOf(strangers, 'customer')).toEqual([]);
  });

  it('are in no list', async () => {
    const { customerId } = await shopWithCustomer();
    const stranger = await (await api.openShop()).someone('admin');
    expect((await stranger.get('/customers')).body).toEqual({ items: [], next: null });
    await stranger.post('/customers', { name: 'Zebra' });
    expect((await stranger.get(`/customers?before=${customerId}`)).body).toEqual({ items: [], next: null });
  });
});

describe('what a permission opens', () => {
  const everything: readonly Permission[] = ['customers.read', 'customers.manage'];
  const needed = (route: string): Permission =>
    route.startsWith('GET') ? 'customers.read' : 'customers.manage';

  it.each(all)('$route needs its own permission and no other', async (route) => {
    const { shop, customerId } = await shopWithCustomer();
    const permission = needed(route.route);
    const others = everything.filter((name) => name !== permission);
    const refused = await call(await shop.someone('admin', others), route, customerId);
    expect(refused).toMatchObject({ status: 403, code: 'auth.permission-missing' });
    const allowed = await call(await shop.someone('support', [permission]), route, customerId);
    expect(allowed.code).toBeUndefined();
  });

  it.each(all)('$route needs a token', async (route) => {
    const { customerId } = await shopWithCustomer();
    const answer = await call(api.anyone(), route, customerId);
    expect(answer).toMatchObject({ status: 401, code: 'auth.token-missing' });
  });
});
