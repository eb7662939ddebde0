import type { Permission } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from './inventory-shop.js';
import { type PosApi, startPosApi } from './pos-api.js';
import type { ApiClient } from './pos-client.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

interface Place {
  readonly warehouseId: string;
  readonly backRoomId: string;
  readonly productId: string;
  readonly movementId: string;
}

interface Route {
  readonly route: string;
  readonly body?: (at: Place) => object;
}

const aProduct = { sku: 'X', name: 'X', unitPrice: 1, taxRate: 0, unitCost: 1 };
const receiptOf = ({ warehouseId, productId }: Place) => ({
  kind: 'receipt',
  warehouseId,
  lines: [{ productId, quantity: 1 }],
});

/** Every route of the warehouse that names something. */
const routes: readonly Route[] = [
  { route: 'PATCH /inventory/products/:productId', body: () => ({ name: 'mine' }) },
  { route: 'POST /inventory/movements', body: receiptOf },
  { route: 'GET /inventory/movements/:movementId' },
  { route: 'PATCH /inventory/movements/:movementId', body: () => ({ reason: 'mine' }) },
  { route: 'POST /inventory/movements/:movementId/apply' },
  { route: 'POST /inventory/movements/:movementId/reverse' },
];
const lists = [
  '/inventory/products',
  '/inventory/warehouses',
  '/inventory/stock',
  '/inventory/batches',
  '/inventory/movements',
];

function call(client: ApiClient, { route, body }: Route, at: Place) {
  const [method = '', path = ''] = route.split(' ');
  const ids: Readonly<Record<string, string>> = { ...at };
  const address = path.replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? name);
  return client.call(method, address, body?.(at));
}

/** A store with a batch and a draft. */
async function busyStore() {
  const store = await openStore(api);
  const { warehouseId, backRoomId } = store;
  const { productId } = store.coffee;
  await store.receive(productId, 3, { code: 'B', expiresOn: '2026-05-05' });
  const { body } = await store.move({ kind: 'receipt', lines: [{ productId, quantity: 1 }], apply: false });
  const place: Place = { warehouseId, backRoomId, productId, movementId: body.movementId };
  return { store, place };
}

describe('organizations are closed to each other', () => {
  it.each(routes)('$route of something in another organization finds nothing', async (route) => {
    const { store, place } = await busyStore();
    const stranger = await (await api.openShop()).someone('admin');
    const before = await store.eventsOf('inventory:');
    const answer = await call(stranger, route, place);
    expect(answer.status).toBe(404);
    expect(answer.code).toMatch(/^inventory\.(product|warehouse|movement)-not-found$/);
    expect(await store.eventsOf('inventory:')).toHaveLength(before.length);
  });

  it.each(lists)('%s lists nothing of another organization', async (path) => {
    const { place } = await busyStore();
    const stranger = await (await api.openShop()).someone('admin');
    const { warehouseId, productId, movementId } = place;
    const queries = [
      '',
      `?warehouseId=${warehouseId}`,
      `?productId=${productId}`,
      path.endsWith('movements') ? `?before=${movementId}` : '',
      path.endsWith('products') ? `?before=${productId}` : '',
    ];
    for (const query of queries) {
      const answer = await stranger.get(path + query);
      expect(answer.status).toBe(200);
      for (const id of Object.values(place)) expect(answer.text).not.toContain(id);
    }
  });

  it.each([
    [
      'a product',
      'inventory.product-not-found',
      (own: Place, other: Place) => ({ ...own, productId: other.productId }),
    ],
    [
      'a warehouse',
      'inventory.warehouse-not-found',
      (own: Place, other: Place) => ({ ...own, warehouseId: other.warehouseId }),
    ],
  ])('%s of another organization is moved by nobody', async (_, code, mixed) => {
    const [own, other] = [await busyStore(), await busyStore()];
    const at = mixed(own.place, other.place);
    const answers = [
      await own.store.keeper.post('/inventory/movements', { ...receiptOf(at), apply: true }),
      await own.store.keeper.call('PATCH', `/inventory/movements/${at.movementId}`, {
        warehouseId: at.warehouseId,
        lines: [{ productId: at.productId, quantity: 1 }],
      }),
      await own.store.keeper.post('/inventory/movements', {
        ...receiptOf(at),
        kind: 'transfer',
        warehouseId: own.place.warehouseId,
        toWarehouseId: at.warehouseId === own.place.warehouseId ? own.place.backRoomId : at.warehouseId,
      }),
    ];
    for (const answer of answers) expect(answer).toMatchObject({ status: 404, code });
  });

  it('settings are those of one organization', async () => {
    const [own, other] = [await busyStore(), await busyStore()];
    await own.store.keeper.call('PUT', '/inventory/settings', { allowNegativeStock: true });
    expect((await other.store.keeper.get('/inventory/settings')).body).toEqual({ allowNegativeStock: false });
  });

  it('two organizations use the same SKU and the same name', async () => {
    const [own, other] = [await busyStore(), await busyStore()];
    expect((await own.store.keeper.post('/inventory/products', aProduct)).status).toBe(201);
    expect((await other.store.keeper.post('/inventory/products', aProduct)).status).toBe(201);
  });
});

describe('what a permission opens', () => {
  const everything: readonly Permission[] = [
    'inventory.read',
    'inventory.manage',
    'inventory.count',
    'pos.sell',
  ];
  const all: readonly Route[] = [
    ...routes,
    ...lists.map((path) => ({ route: `GET ${path}` })),
    { route: 'GET /inventory/settings' },
    { route: 'PUT /inventory/settings', body: () => ({ allowNegativeStock: false }) },
    { route: 'POST /inventory/products', body: () => aProduct },
    { route: 'POST /inventory/warehouses', body: () => ({ name: 'Cellar' }) },
  ];

  it.each(all)('$route needs its own permission and no other', async (route) => {
    const { store, place } = await busyStore();
    const permission: Permission = route.route.startsWith('GET') ? 'inventory.read' : 'inventory.manage';
    const others = everything.filter((name) => name !== permission);
    const refused = await call(await store.someone('admin', others), route, place);
    expect(refused).toMatchObject({ status: 403, code: 'auth.permission-missing' });
    expect((await call(await store.someone('support', [permission]), route, place)).status).not.toBe(403);
    expect(await call(api.anyone(), route, place)).toMatchObject({ status: 401, code: 'auth.token-missing' });
  });
});
