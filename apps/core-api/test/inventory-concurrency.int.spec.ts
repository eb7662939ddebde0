import type { CartPayload, MovementPayload } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from './inventory-shop.js';
import { type PosApi, startPosApi } from './pos-api.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

const rounds = Array.from({ length: 6 }, (_, index) => index);
const statuses = (answers: readonly { status: number; code: string | undefined }[]) =>
  answers.map(({ status, code }) => code ?? String(status)).sort();

async function paidCart({ keeper }: Store, posId: string, productId: string): Promise<string> {
  const { body } = await keeper.post<CartPayload>('/pos/carts', { posId });
  await keeper.post(`/pos/carts/${body.cartId}/lines`, { productId, quantity: 1 });
  await keeper.post(`/pos/carts/${body.cartId}/payments`, { method: 'cash', amount: 50_000 });
  return `/pos/carts/${body.cartId}`;
}

/** One unit is left of the product. */
async function lastUnit(store: Store, productId: string): Promise<void> {
  await store.move({ kind: 'issue', lines: [{ productId, quantity: 99 }] });
}

describe('two tills that sell the last unit', () => {
  it.each(rounds)('make one sale, and stock ends at zero (%i)', async () => {
    const store = await openStore(api);
    const { productId } = store.book;
    await lastUnit(store, productId);
    const carts = await Promise.all(
      [store.posId, store.otherPosId].map((posId) => paidCart(store, posId, productId)),
    );
    const answers = await Promise.all(carts.map((cart) => store.keeper.post(`${cart}/confirm`)));
    expect(statuses(answers)).toEqual(['200', 'inventory.stock-insufficient']);

    await eventually(async () =>
      expect(await store.level(productId)).toMatchObject({ onHand: 0, reserved: 0, available: 0 }),
    );
    expect(await store.eventsOf('pos:sale:completed')).toHaveLength(1);
    expect((await store.eventsOf('pos:inventory:availability')).at(-1)?.payload).toMatchObject({
      productId,
      available: 0,
    });
    const loser = carts[answers.findIndex(({ status }) => status === 409)];
    const { body: refused } = await store.keeper.get<CartPayload>(loser ?? '');
    expect(refused).toMatchObject({ status: 'open', totals: { due: 0 } });

    await store.receive(productId, 1);
    expect((await store.keeper.post(`${loser}/confirm`)).status).toBe(200);
  });
});

describe('movements at the same time', () => {
  it('that cross each other do not wait for each other for ever', async () => {
    const store = await openStore(api);
    const products = [store.coffee, store.cake, store.book].map(({ productId }) => productId);
    for (const productId of products) {
      await store.move({
        kind: 'transfer',
        toWarehouseId: store.backRoomId,
        lines: [{ productId, quantity: 50 }],
      });
    }
    const there = { warehouseId: store.warehouseId, toWarehouseId: store.backRoomId };
    const back = { warehouseId: store.backRoomId, toWarehouseId: store.warehouseId };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        const lines = products.map((productId) => ({ productId, quantity: 1 }));
        return store.move({
          kind: 'transfer',
          ...(index % 2 ? there : back),
          lines: index % 3 ? lines : lines.reverse(),
        });
      }),
    );
    expect(new Set(statuses(answers))).toEqual(new Set(['201']));
    for (const productId of products) {
      expect((await store.level(productId))?.onHand).toBe(50);
      expect((await store.level(productId, store.backRoomId))?.onHand).toBe(50);
    }
  });

  it('bring a product to a warehouse for the first time', async () => {
    const store = await openStore(api);
    const products = [store.coffee, store.cake, store.book].map(({ productId }) => productId);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => {
        const lines = products.map((productId) => ({ productId, quantity: 1 }));
        return store.move({
          kind: 'receipt',
          warehouseId: store.backRoomId,
          lines: index % 2 ? lines : lines.reverse(),
        });
      }),
    );
    expect(new Set(statuses(answers))).toEqual(new Set(['201']));
    for (const productId of products) {
      expect(await store.level(productId, store.backRoomId)).toMatchObject({ onHand: 10, version: 10 });
    }
  });

  it.each(rounds)('take units or have brought them, never both: a reversal races an issue (%i)', async () => {
    const store = await openStore(api);
    const { productId } = store.book;
    const receipt = await store.receive(productId, 50);
    const { body: issue } = await store.move({
      kind: 'issue',
      lines: [{ productId, quantity: 120 }],
      apply: false,
    });
    const answers = await Promise.all([
      store.act(receipt.movementId, 'reverse'),
      store.act(issue.movementId, 'apply'),
    ]);
    expect(statuses(answers)).toEqual(['200', 'inventory.stock-insufficient']);
    const left = answers[0].status === 200 ? 100 : 30;
    expect((await store.level(productId))?.onHand).toBe(left);
  });

  it('are applied once, and reversed once', async () => {
    const store = await openStore(api);
    const { productId } = store.cake;
    const { body } = await store.move({ kind: 'receipt', lines: [{ productId, quantity: 5 }], apply: false });
    const many = (action: 'apply' | 'reverse') =>
      Promise.all(Array.from({ length: 6 }, () => store.act(body.movementId, action)));
    expect(statuses(await many('apply')).filter((status) => status === '200')).toHaveLength(1);
    expect((await store.level(productId))?.onHand).toBe(105);
    expect(statuses(await many('reverse')).filter((status) => status === '200')).toHaveLength(1);
    expect((await store.level(productId))?.onHand).toBe(100);
    const told = (await store.eventsOf('inventory:movement:')).map(
      ({ payload }) => (payload as MovementPayload).status,
    );
    expect(told).toEqual(['draft', 'applied', 'reversed']);
  });
});
