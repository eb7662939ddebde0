import type { CartPayload, StockLevelPayload } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { products, stockLevels } from '../src/modules/inventory/inventory.schema.js';
import { openStore, type Page } from './inventory-shop.js';
import { type PosApi, startPosApi } from './pos-api.js';
import type { Answer } from './pos-client.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

interface Product {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly available: number;
  readonly archivedAt: string | null;
}

const aProduct = { sku: 'TEA', name: 'Green tea', unitPrice: 450, taxRate: 900, unitCost: 200 };

describe('a product', () => {
  it('is created, changed and listed by those who keep it', async () => {
    const { keeper } = await openStore(api);
    const created = await keeper.post<Product>('/inventory/products', aProduct);
    expect(created).toMatchObject({ status: 201, body: { ...aProduct, minimumStock: 0, archivedAt: null } });
    const changed = await keeper.call('PATCH', `/inventory/products/${created.body.productId}`, {
      unitPrice: 475,
      minimumStock: 12,
    });
    const tea = { ...created.body, unitPrice: 475, minimumStock: 12 };
    expect(changed.body).toEqual(tea);
    const found = await keeper.get<Page<Product>>('/inventory/products?search=een');
    expect(found.body).toEqual({ items: [tea], next: null });
    expect((await keeper.get<Page<Product>>('/inventory/products?search=%25')).body.items).toEqual([]);
  });

  it('has a SKU of its own', async () => {
    const { keeper, coffee } = await openStore(api);
    const answer = await keeper.post('/inventory/products', { ...aProduct, sku: coffee.sku });
    expect(answer).toMatchObject({ status: 409, code: 'inventory.sku-taken' });
  });

  it('is listed by name, page by page', async () => {
    const { keeper } = await openStore(api);
    const names = async (query: string) => {
      const { body } = await keeper.get<Page<Product>>(`/inventory/products?${query}`);
      return [body.items.map(({ name }) => name), body.next] as const;
    };
    const [first, next] = await names('limit=2');
    expect(first).toEqual(['book', 'cake']);
    expect(await names(`limit=2&before=${next}`)).toEqual([['coffee'], null]);
  });

  it('that is archived is not sold, and its stock can still be moved', async () => {
    const store = await openStore(api);
    const { keeper, posId } = store;
    const { productId } = store.cake;
    const { body: cart } = await keeper.post<CartPayload>('/pos/carts', { posId });
    const archived = await keeper.call<Product>('PATCH', `/inventory/products/${productId}`, {
      archived: true,
    });
    expect(archived.body.archivedAt).toBe(api.clock.now().toISOString());
    const answer = await keeper.post(`/pos/carts/${cart.cartId}/lines`, { productId, quantity: 1 });
    expect(answer).toMatchObject({ status: 404, code: 'inventory.product-not-found' });
    const skus = async (path: string) =>
      (await keeper.get<Page<Product>>(path)).body.items.map(({ sku }) => sku);
    expect(await skus('/pos/products')).toEqual(['BOOK', 'COFFEE']);
    expect(await skus('/inventory/products')).toEqual(['BOOK', 'COFFEE']);
    expect(await skus('/inventory/products?archived=true')).toEqual(['BOOK', 'CAKE', 'COFFEE']);
    const writeOff = await store.move({
      kind: 'adjustment',
      reason: 'no longer sold',
      lines: [{ productId, quantity: -100 }],
    });
    expect(writeOff.status).toBe(201);
    await keeper.call('PATCH', `/inventory/products/${productId}`, { archived: false });
    expect(await skus('/pos/products')).toEqual(['BOOK', 'CAKE', 'COFFEE']);
  });

  it('with another cost, name or minimum tells its stock again, with another price it does not', async () => {
    const store = await openStore(api);
    const { productId } = store.coffee;
    const change = (body: object) => store.keeper.call('PATCH', `/inventory/products/${productId}`, body);
    await change({ unitPrice: 1_100 });
    await change({ unitCost: 333, minimumStock: 20 });
    const told = await store.eventsOf('inventory:stock:');
    expect(told.map(({ name, payload }) => ({ name, payload }))).toEqual([
      { name: 'inventory:stock:updated', payload: await store.level(productId) },
    ]);
    expect(await store.level(productId)).toMatchObject({ unitCost: 333, minimum: 20, version: 2 });
  });

  it('that is archived, or sold again, tells its stock again, once', async () => {
    const store = await openStore(api);
    const { productId } = store.coffee;
    const archive = (archived: boolean) =>
      store.keeper.call('PATCH', `/inventory/products/${productId}`, { archived });
    for (const archived of [true, true, false, false]) await archive(archived);
    const told = (await store.eventsOf('inventory:stock:')).map(({ payload }) => payload);
    expect(told).toMatchObject([
      { archived: true, onHand: 100, version: 2 },
      { archived: false, onHand: 100, version: 3 },
    ]);
    expect(await store.level(productId)).toEqual(told.at(-1));
  });

  it('that is new, changed, archived or sold again tells those who buy and sell, with what there is of it', async () => {
    const store = await openStore(api);
    const { keeper, warehouseId } = store;
    const { body: tea } = await keeper.post<Product>('/inventory/products', aProduct);
    await store.receive(tea.productId, 7);
    const before = await store.eventsOf('pos:inventory:');
    const change = (body: object) => keeper.call('PATCH', `/inventory/products/${tea.productId}`, body);
    await change({ unitPrice: 475 });
    await change({ unitCost: 210, minimumStock: 3, unitPrice: 475 });
    await change({ archived: true });
    await change({ archived: false });
    const { sku, name, taxRate } = aProduct;
    const { productId } = tea;
    const priced = { productId, sku, name, taxRate, unitPrice: 475, currency: 'EUR', inStock: true };
    const told = await store.eventsOf('inventory:product:');
    expect(told.map(({ payload }) => payload)).toEqual([
      { ...priced, unitPrice: 450, inStock: false, archived: false },
      { ...priced, archived: false },
      { ...priced, archived: true },
      { ...priced, archived: false },
    ]);
    const available = (await store.eventsOf('pos:inventory:')).slice(before.length);
    expect(available.map(({ payload }) => payload)).toEqual([{ productId, sku, warehouseId, available: 7 }]);
  });

  it('that is archived while its stock is about to move is told as archived by the movement', async () => {
    const store = await openStore(api);
    const { productId } = store.coffee;
    let moved: ReturnType<typeof store.receive> | undefined;
    await api.database.transaction(async (tx) => {
      await tx.update(products).set({ archivedAt: api.clock.now() }).where(eq(products.productId, productId));
      await tx.update(stockLevels).set({ version: 2 }).where(eq(stockLevels.productId, productId));
      moved = store.receive(productId, 1);
      await eventually(async () => {
        const { rows } = await api.database.transaction((other) =>
          other.execute(sql`select 1 from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'`),
        );
        expect(rows).toHaveLength(1);
      });
    });
    await moved;
    const [told] = (await store.eventsOf('inventory:stock:')).map(({ payload }) => payload);
    expect(told).toEqual(await store.level(productId));
    expect(told).toMatchObject({ archived: true, onHand: 101, version: 3 });
  });
});

describe('a warehouse', () => {
  it('has a name of its own, and the first one stays first', async () => {
    const { keeper, warehouseId, backRoomId } = await openStore(api);
    const again = await keeper.post('/inventory/warehouses', { name: 'Back room' });
    expect(again).toMatchObject({ status: 409, code: 'inventory.warehouse-name-taken' });
    const { body } = await keeper.get<Page<object>>('/inventory/warehouses');
    expect(body.items).toEqual([
      { warehouseId, name: 'Shop floor' },
      { warehouseId: backRoomId, name: 'Back room' },
    ]);
  });
});

describe('what is in stock', () => {
  it('is listed by warehouse and product, page by page, with the place of its events', async () => {
    const store = await openStore(api);
    await store.move({
      kind: 'transfer',
      toWarehouseId: store.backRoomId,
      lines: [{ productId: store.coffee.productId, quantity: 40 }],
    });
    const seen: StockLevelPayload[] = [];
    let path: string | null = '/inventory/stock?limit=3';
    while (path !== null) {
      const page: Answer<Page<StockLevelPayload>> = await store.keeper.get(path);
      expect(page.headers.get('x-realtime-cursor')).toMatch(/\.\d+$/);
      seen.push(...page.body.items);
      path = page.body.next && `/inventory/stock?limit=3&before=${page.body.next}`;
    }
    const places = seen.map(({ warehouseId, productId }) => `${warehouseId}/${productId}`);
    expect(places).toEqual([...places].sort());
    expect(seen.map(({ onHand }) => onHand).sort((a, b) => a - b)).toEqual([40, 60, 100, 100]);
    expect(seen).toContainEqual(await store.level(store.coffee.productId, store.backRoomId));
  });

  it('below its minimum can be asked for', async () => {
    const store = await openStore(api);
    await store.keeper.call('PATCH', `/inventory/products/${store.coffee.productId}`, { minimumStock: 100 });
    await store.keeper.call('PATCH', `/inventory/products/${store.cake.productId}`, { minimumStock: 101 });
    const below = async () => {
      const { body } = await store.keeper.get<Page<StockLevelPayload>>('/inventory/stock?belowMinimum=true');
      return body.items.map(({ sku }) => sku);
    };
    expect(await below()).toEqual(['CAKE']);
    await store.keeper.call('PATCH', `/inventory/products/${store.cake.productId}`, { archived: true });
    expect(await below()).toEqual([]);
  });

  it('is what a till can sell: of its own warehouse, less what others are buying', async () => {
    const store = await openStore(api);
    const { keeper, posId } = store;
    const { productId } = store.coffee;
    await store.move({ kind: 'receipt', warehouseId: store.backRoomId, lines: [{ productId, quantity: 7 }] });
    const availableAt = async (query: string) => {
      const { body } = await keeper.get<Page<Product>>(`/pos/products${query}`);
      return body.items.find((product) => product.productId === productId)?.available;
    };
    expect([await availableAt(''), await availableAt(`?posId=${posId}`)]).toEqual([107, 100]);
    const { body: cart } = await keeper.post<CartPayload>('/pos/carts', { posId });
    await keeper.post(`/pos/carts/${cart.cartId}/lines`, { productId, quantity: 3 });
    await keeper.post(`/pos/carts/${cart.cartId}/payments`, { method: 'card', amount: 3_000 });
    expect(await availableAt(`?posId=${posId}`)).toBe(100);
    await keeper.post(`/pos/carts/${cart.cartId}/confirm`);
    expect([await availableAt(''), await availableAt(`?posId=${posId}`)]).toEqual([104, 97]);
  });
});

describe('batches', () => {
  it('are listed by the day on which they expire, page by page', async () => {
    const store = await openStore(api);
    const { productId } = store.cake;
    for (const [code, expiresOn] of [
      ['keeps', null],
      ['may', '2026-05-01'],
      ['a.b', '2026-03-03'],
      ['march', '2026-03-31'],
    ] as const) {
      await store.receive(productId, 2, { code, expiresOn });
    }
    const page = async (query: string) => {
      const { body } = await store.keeper.get<Page<{ code: string }>>(`/inventory/batches?${query}`);
      return { codes: body.items.map(({ code }) => code), next: body.next };
    };
    expect((await page('expiresBy=2026-03-31')).codes).toEqual(['a.b', 'march']);
    expect((await page(`warehouseId=${store.backRoomId}`)).codes).toEqual([]);
    const first = await page('limit=1');
    const second = await page(`limit=2&before=${first.next}`);
    const third = await page(`limit=2&before=${second.next}`);
    expect([first.codes, second.codes, third]).toEqual([
      ['a.b'],
      ['march', 'may'],
      { codes: ['keeps'], next: null },
    ]);
    expect((await page(`before=${second.next}&limit=9`)).codes).toEqual(['keeps']);
  });

  it('expire on one day', async () => {
    const store = await openStore(api);
    const { productId } = store.cake;
    await store.receive(productId, 1, { code: 'A', expiresOn: '2026-04-01' });
    const other = { productId, quantity: 1, batch: { code: 'A', expiresOn: '2026-04-02' } };
    const answer = await store.move({ kind: 'receipt', lines: [other] });
    expect(answer).toMatchObject({ status: 409, code: 'inventory.batch-expires-otherwise' });
  });
});
