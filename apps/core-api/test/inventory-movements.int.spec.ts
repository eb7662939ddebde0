import type { MovementPayload } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Page } from './inventory-shop.js';
import { type PosApi, startPosApi } from './pos-api.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

const MOVEMENTS = '/inventory/movements';

describe('a movement', () => {
  it('goes from draft to applied to reversed, and every step is an event and an entry of the audit', async () => {
    const store = await openStore(api);
    const { productId } = store.coffee;
    const { keeper, warehouseId } = store;
    const drafted = await store.move({ kind: 'receipt', lines: [{ productId, quantity: 3 }], apply: false });
    expect(drafted.status).toBe(201);
    expect(drafted.body).toMatchObject({ status: 'draft', version: 1, appliedAt: null, warehouseId });
    expect((await store.level(productId))?.onHand).toBe(100);
    const at = `${MOVEMENTS}/${drafted.body.movementId}`;

    const batch = { code: 'B-1', expiresOn: '2026-04-01' };
    const changed = await keeper.call<MovementPayload>('PATCH', at, {
      lines: [{ productId, quantity: 5, batch }],
      reference: { kind: 'document', id: 'DN-7' },
    });
    expect(changed.body).toMatchObject({
      status: 'draft',
      version: 2,
      lines: [{ productId, sku: 'COFFEE', name: 'coffee', quantity: 5, batch }],
      reference: { kind: 'document', id: 'DN-7' },
    });

    const applied = await keeper.post<MovementPayload>(`${at}/apply`);
    const now = api.clock.now().toISOString();
    expect(applied.body).toMatchObject({ status: 'applied', version: 3, appliedAt: now, reversedAt: null });
    const level = await store.level(productId);
    expect(level).toMatchObject({
      onHand: 105,
      available: 105,
      batches: [{ ...batch, onHand: 5 }],
      version: 2,
    });

    const reversed = await keeper.post<MovementPayload>(`${at}/reverse`);
    expect(reversed.body).toMatchObject({ status: 'reversed', version: 4, reversedAt: now });
    expect(await store.level(productId)).toMatchObject({ onHand: 100, batches: [], version: 3 });
    expect((await keeper.get(at)).body).toEqual(reversed.body);

    const events = await store.eventsOf('inventory:');
    expect(events.map(({ name, payload }) => ({ name, payload }))).toEqual([
      { name: 'inventory:movement:created', payload: drafted.body },
      { name: 'inventory:movement:updated', payload: changed.body },
      { name: 'inventory:movement:updated', payload: applied.body },
      { name: 'inventory:stock:updated', payload: level },
      { name: 'inventory:movement:updated', payload: reversed.body },
      { name: 'inventory:stock:updated', payload: await store.level(productId) },
    ]);
    const admin = await store.someone('admin');
    const { body: audit } =
      await admin.get<Page<{ type: string; details: object; userId: string }>>('/audit/entries');
    const details = { movementId: drafted.body.movementId, kind: 'receipt' };
    const entries = audit.items.filter(({ type }) => type.startsWith('movement.'));
    // All at the same moment, by this clock.
    expect(entries.map(({ type }) => type).sort()).toEqual(['movement.applied', 'movement.reversed']);
    for (const entry of entries) expect(entry).toMatchObject({ details, userId: keeper.userId });
  });

  it('carries units and their batches from one warehouse to another', async () => {
    const store = await openStore(api);
    const { productId } = store.coffee;
    const soon = { code: 'SOON', expiresOn: '2026-03-04' };
    await store.receive(productId, 4, { code: 'LATER', expiresOn: null });
    await store.receive(productId, 2, soon);
    const { body } = await store.move({
      kind: 'transfer',
      toWarehouseId: store.backRoomId,
      lines: [{ productId, quantity: 3 }],
    });
    expect(body.status).toBe('applied');
    expect(await store.level(productId)).toMatchObject({
      onHand: 103,
      batches: [{ code: 'LATER', onHand: 3 }],
    });
    expect(await store.level(productId, store.backRoomId)).toMatchObject({
      onHand: 3,
      version: 1,
      movementId: body.movementId,
      batches: [
        { ...soon, onHand: 2 },
        { code: 'LATER', expiresOn: null, onHand: 1 },
      ],
    });
    await store.act(body.movementId, 'reverse');
    expect(await store.level(productId)).toMatchObject({
      onHand: 106,
      batches: [
        { ...soon, onHand: 2 },
        { code: 'LATER', onHand: 4 },
      ],
    });
    expect(await store.level(productId, store.backRoomId)).toMatchObject({ onHand: 0, batches: [] });
  });

  it('moves the units of all its lines or of none', async () => {
    const store = await openStore(api);
    const answer = await store.move({
      kind: 'transfer',
      toWarehouseId: store.backRoomId,
      lines: [
        { productId: store.coffee.productId, quantity: 60 },
        { productId: store.cake.productId, quantity: 101 },
      ],
    });
    expect(answer).toMatchObject({ status: 409, code: 'inventory.stock-insufficient' });
    expect((await store.level(store.coffee.productId))?.onHand).toBe(100);
    expect(await store.level(store.coffee.productId, store.backRoomId)).toBeUndefined();
    expect(await store.eventsOf('inventory:')).toEqual([]);
    expect((await store.keeper.get<Page<MovementPayload>>(MOVEMENTS)).body.items).toEqual([]);
  });

  it('takes more than there is where the organization allows it', async () => {
    const store = await openStore(api);
    const { productId } = store.book;
    const issue = { kind: 'issue', lines: [{ productId, quantity: 101 }] };
    expect((await store.move(issue)).code).toBe('inventory.stock-insufficient');
    const settings = await store.keeper.call('PUT', '/inventory/settings', { allowNegativeStock: true });
    expect(settings.body).toEqual({ allowNegativeStock: true });
    expect((await store.move(issue)).status).toBe(201);
    expect(await store.level(productId)).toMatchObject({ onHand: -1, available: -1 });
    expect((await store.keeper.get('/inventory/settings')).body).toEqual({ allowNegativeStock: true });
  });

  it('tells tills when a product sells out and when it is back', async () => {
    const store = await openStore(api);
    const { productId } = store.cake;
    const out = await store.move({ kind: 'issue', lines: [{ productId, quantity: 100 }] });
    await store.receive(productId, 8);
    await store.receive(productId, 1);
    const told = await store.eventsOf('pos:inventory:availability');
    expect(told.map(({ payload }) => payload)).toEqual(
      [0, 8].map((available) => ({ productId, sku: 'CAKE', warehouseId: store.warehouseId, available })),
    );
    const [, stock] = await store.eventsOf('inventory:');
    expect(stock?.payload).toMatchObject({ productId, movementId: out.body.movementId });
  });

  it('is made once, however often it is sent with its key', async () => {
    const store = await openStore(api);
    const { productId } = store.book;
    const receipt = { kind: 'receipt', lines: [{ productId, quantity: 7 }] };
    const key = { 'idempotency-key': 'delivery-7' };
    const [first, second] = await Promise.all([store.move(receipt, key), store.move(receipt, key)]);
    expect(second.body).toEqual(first.body);
    expect((await store.level(productId))?.onHand).toBe(107);
    const other = await store.move({ ...receipt, lines: [{ productId, quantity: 8 }] }, key);
    expect(other).toMatchObject({ status: 422, code: 'request.idempotency-key-reused' });
  });

  it.each([
    ['an adjustment without a reason', { kind: 'adjustment', lines: 1 }, 'inventory.reason-required'],
    ['a transfer to nowhere', { kind: 'transfer', lines: 1 }, 'inventory.destination-required'],
    ['an issue of less than nothing', { kind: 'issue', lines: -1 }, 'inventory.quantity-not-positive'],
  ])('is not %s', async (_, { kind, lines }, code) => {
    const store = await openStore(api);
    const { productId } = store.book;
    const answer = await store.move({ kind, lines: [{ productId, quantity: lines }] });
    expect(answer).toMatchObject({ status: 409, code });
  });

  it.each([
    ['no lines', { kind: 'receipt', lines: [] }],
    ['half a unit', { kind: 'receipt', lines: [{ productId: crypto.randomUUID(), quantity: 0.5 }] }],
    ['a kind of its own', { kind: 'theft', lines: [{ productId: crypto.randomUUID(), quantity: 1 }] }],
  ])('makes sense: not with %s', async (_, wanted) => {
    const store = await openStore(api);
    expect(await store.move(wanted)).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  it('is listed newest first, page by page, by place, kind and status', async () => {
    const store = await openStore(api);
    const { productId } = store.coffee;
    const ids: string[] = [];
    for (const quantity of [1, 2, 3]) ids.unshift((await store.receive(productId, quantity)).movementId);
    const { body: transfer } = await store.move({
      kind: 'transfer',
      toWarehouseId: store.backRoomId,
      lines: [{ productId, quantity: 1 }],
      apply: false,
    });
    const page = async (query: string) => {
      const { body } = await store.keeper.get<Page<MovementPayload>>(`${MOVEMENTS}?${query}`);
      return { ids: body.items.map(({ movementId }) => movementId), next: body.next };
    };
    const first = await page('limit=2');
    expect(first.ids).toEqual([transfer.movementId, ids[0]]);
    await store.receive(productId, 4);
    expect(await page(`limit=2&before=${first.next}`)).toEqual({ ids: ids.slice(1), next: null });
    expect((await page(`warehouseId=${store.backRoomId}`)).ids).toEqual([transfer.movementId]);
    expect((await page('status=draft')).ids).toEqual([transfer.movementId]);
    expect((await page('kind=receipt')).ids).toHaveLength(4);
  });
});
