import type { CartPayload, Permission, SalePayload } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PosApi, type Shop, startPosApi } from './pos-api.js';
import type { ApiClient } from './pos-client.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

interface Place {
  readonly posId: string;
  readonly productId: string;
  readonly cartId: string;
  readonly lineId: string;
  readonly discountId: string;
  readonly paymentId: string;
  readonly saleId: string;
}

interface Route {
  readonly route: string;
  readonly body?: (at: Place) => object;
}

/** Every route of the till that names something. */
const routes: readonly Route[] = [
  { route: 'GET /pos/products?posId=:posId' },
  { route: 'POST /pos/carts', body: ({ posId }) => ({ posId }) },
  { route: 'GET /pos/carts/:cartId' },
  { route: 'POST /pos/carts/:cartId/lines', body: ({ productId }) => ({ productId, quantity: 1 }) },
  { route: 'PATCH /pos/carts/:cartId/lines/:lineId', body: () => ({ quantity: 2 }) },
  { route: 'DELETE /pos/carts/:cartId/lines/:lineId' },
  { route: 'POST /pos/carts/:cartId/discounts', body: () => ({ kind: 'percent', value: 100 }) },
  { route: 'DELETE /pos/carts/:cartId/discounts/:discountId' },
  { route: 'POST /pos/carts/:cartId/payments', body: () => ({ method: 'cash', amount: 100 }) },
  { route: 'DELETE /pos/carts/:cartId/payments/:paymentId' },
  { route: 'POST /pos/carts/:cartId/confirm' },
  { route: 'POST /pos/carts/:cartId/cancel' },
];
const lists = ['/pos/workstations', '/pos/products', '/pos/carts', '/pos/sales', '/pos/daily-totals'];

function call(client: ApiClient, { route, body }: Route, at: Place) {
  const [method = '', path = ''] = route.split(' ');
  const ids: Readonly<Record<string, string>> = { ...at };
  return client.call(
    method,
    path.replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? name),
    body?.(at),
  );
}

/** A shop with a sale, and with an open cart that has everything a cart can have. */
async function busyShop(): Promise<{ shop: Shop; place: Place }> {
  const shop = await api.openShop();
  const { posId } = shop;
  const { productId } = shop.book;
  const cashier = await shop.someone('cashier');
  const ringUp = async () => {
    const { body } = await cashier.post<CartPayload>('/pos/carts', { posId });
    await cashier.post(`/pos/carts/${body.cartId}/lines`, { productId, quantity: 1 });
    return body.cartId;
  };
  const sold = await ringUp();
  await cashier.post(`/pos/carts/${sold}/payments`, { method: 'cash', amount: 2_000 });
  const { body: confirmed } = await cashier.post<{ sale: SalePayload }>(`/pos/carts/${sold}/confirm`);
  const cartId = await ringUp();
  await cashier.post(`/pos/carts/${cartId}/discounts`, { kind: 'percent', value: 100 });
  const { body } = await cashier.post<CartPayload>(`/pos/carts/${cartId}/payments`, {
    method: 'cash',
    amount: 1,
  });
  const { lines, discounts, payments } = body;
  const id = (found: string | undefined) => found ?? expect.fail('the cart lacks something');
  return {
    shop,
    place: {
      posId,
      productId,
      cartId,
      lineId: id(lines[0]?.lineId),
      discountId: id(discounts[0]?.discountId),
      paymentId: id(payments[0]?.paymentId),
      saleId: confirmed.sale.saleId,
    },
  };
}

describe('organizations are closed to each other', () => {
  it.each(routes)('$route of something in another organization finds nothing', async (route) => {
    const { shop, place } = await busyShop();
    const stranger = await (await api.openShop()).someone('admin');
    const before = await shop.eventsOf('pos:');
    const answer = await call(stranger, route, place);
    expect(answer.status).toBe(404);
    expect(answer.code).toMatch(/^pos\.(cart|workstation)-not-found$/);
    expect(await shop.eventsOf('pos:')).toHaveLength(before.length);
  });

  it.each(lists)('%s lists nothing of another organization', async (path) => {
    const { place } = await busyShop();
    const stranger = await (await api.openShop()).someone('admin');
    const { text } = await stranger.get(path);
    for (const id of Object.values(place)) expect(text).not.toContain(id);
    expect((await stranger.get(`/pos/sales?before=${place.saleId}`)).text).not.toContain(place.saleId);
    expect((await stranger.get(`/pos/carts?posId=${place.posId}`)).body).toEqual({ items: [] });
  });

  it('a product of another organization cannot be sold', async () => {
    const { place } = await busyShop();
    const own = await api.openShop();
    const cashier = await own.someone('cashier');
    const { body: cart } = await cashier.post<CartPayload>('/pos/carts', { posId: own.posId });
    const { productId } = place;
    const answer = await cashier.post(`/pos/carts/${cart.cartId}/lines`, { productId, quantity: 1 });
    expect(answer).toMatchObject({ status: 404, code: 'inventory.product-not-found' });
  });
});

describe('what a permission opens', () => {
  const everything: readonly Permission[] = ['pos.read', 'pos.sell', 'pos.totals.read'];
  const needed = (route: string): Permission => {
    if (!route.startsWith('GET')) return 'pos.sell';
    return route.endsWith('daily-totals') ? 'pos.totals.read' : 'pos.read';
  };
  const all: readonly Route[] = [...routes, ...lists.map((path) => ({ route: `GET ${path}` }))];

  it.each(all)('$route needs its own permission and no other', async (route) => {
    const { shop, place } = await busyShop();
    const permission = needed(route.route);
    const others = everything.filter((name) => name !== permission);
    const refused = await call(await shop.someone('admin', others), route, place);
    expect(refused).toMatchObject({ status: 403, code: 'auth.permission-missing' });
    expect((await call(await shop.someone('support', [permission]), route, place)).status).not.toBe(403);
  });

  it.each(all)('$route needs a token', async (route) => {
    const { place } = await busyShop();
    expect(await call(api.anyone(), route, place)).toMatchObject({ status: 401, code: 'auth.token-missing' });
  });
});
