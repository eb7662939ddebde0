import type { Permission } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCountShop, SESSIONS } from './count-shop.js';
import { eventsOf } from './events-of.js';
import { type PosApi, startPosApi } from './pos-api.js';
import type { ApiClient } from './pos-client.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

interface Place {
  readonly warehouseId: string;
  readonly otherWarehouseId: string;
  readonly countSessionId: string;
  readonly productId: string;
}

interface Route {
  readonly route: string;
  readonly permission: Permission;
  readonly body?: (at: Place) => object;
}

const one = `${SESSIONS}/:countSessionId`;
const count: Permission = 'inventory.count';
const manage: Permission = 'inventory.manage';
/** Every route that names something. */
const routes: readonly Route[] = [
  { route: `GET ${one}`, permission: 'inventory.read' },
  {
    route: `POST ${SESSIONS}`,
    permission: count,
    body: ({ otherWarehouseId }) => ({ warehouseId: otherWarehouseId, name: 'Monday' }),
  },
  { route: `PUT ${one}/counts/:productId`, permission: count, body: () => ({ counted: 1 }) },
  { route: `POST ${one}/close`, permission: count },
  { route: `POST ${one}/reopen`, permission: count },
  { route: `POST ${one}/apply`, permission: manage },
  { route: `POST ${one}/cancel`, permission: manage },
];
const all: readonly Route[] = [...routes, { route: `GET ${SESSIONS}`, permission: 'inventory.read' }];

function call(client: ApiClient, { route, body }: Route, at: Place) {
  const [method = '', path = ''] = route.split(' ');
  const { countSessionId, productId } = at;
  return client.call(
    method,
    path.replace(':countSessionId', countSessionId).replace(':productId', productId),
    body?.(at),
  );
}

async function shopBeingCounted() {
  const shop = await openCountShop(api);
  const { countSessionId, at, count } = await shop.openSession();
  const { productId } = shop.coffee;
  await count(productId, 90);
  const { warehouseId, otherWarehouseId } = shop;
  return { shop, at, place: { warehouseId, otherWarehouseId, countSessionId, productId } };
}

describe('counts of another organization', () => {
  it.each(routes)('$route finds nothing', async (route) => {
    const { shop, at, place } = await shopBeingCounted();
    const { body: before } = await shop.keeper.get(at);
    const told = (await eventsOf(shop, 'inventory')).length;
    const stranger = await (await api.openShop()).someone('admin');
    const answer = await call(stranger, route, place);
    expect(answer.status).toBe(404);
    expect(answer.code).toMatch(/^inventory\.(count-session|warehouse)-not-found$/);
    expect((await shop.keeper.get(at)).body).toEqual(before);
    expect(await eventsOf(shop, 'inventory')).toHaveLength(told);
  });

  it('are in no list', async () => {
    const { place } = await shopBeingCounted();
    const own = await openCountShop(api);
    const list = async (query = '') => (await own.keeper.get(SESSIONS + query)).body;
    expect(await list()).toEqual({ items: [], next: null });
    expect(await list(`?warehouseId=${place.warehouseId}`)).toEqual({ items: [], next: null });
    await own.openSession();
    expect(await list(`?before=${place.countSessionId}`)).toEqual({ items: [], next: null });
  });

  it('do not count their products', async () => {
    const { place } = await shopBeingCounted();
    const own = await openCountShop(api);
    const session = await own.openSession();
    expect(await session.count(place.productId, 1)).toMatchObject({
      status: 404,
      code: 'inventory.product-not-found',
    });
  });
});

describe('what a permission opens', () => {
  const everything: readonly Permission[] = ['inventory.read', 'inventory.count', 'inventory.manage'];

  it.each(all)('$route needs $permission and nothing else', async (route) => {
    const { shop, place } = await shopBeingCounted();
    const others = everything.filter((name) => name !== route.permission);
    const refused = await call(await shop.someone('admin', others), route, place);
    expect(refused).toMatchObject({ status: 403, code: 'auth.permission-missing' });
    const allowed = await call(await shop.someone('support', [route.permission]), route, place);
    expect(allowed.status).not.toBe(403);
  });

  it.each(all)('$route needs a token', async (route) => {
    const { place } = await shopBeingCounted();
    expect(await call(api.anyone(), route, place)).toMatchObject({ status: 401, code: 'auth.token-missing' });
  });
});
