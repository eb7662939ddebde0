import type { CartPayload, CountSessionPayload, MovementPayload } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CountSessionAnswer } from '../src/modules/inventory/queries/get-count-session.query.js';
import type { CountSessions } from '../src/modules/inventory/queries/list-count-sessions.query.js';
import { auditEntries } from '../src/platform/audit/audit.schema.js';
import { type CountShop, openCountShop, SESSIONS } from './count-shop.js';
import { eventsOf } from './events-of.js';
import { type PosApi, startPosApi } from './pos-api.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

async function sell(shop: CountShop, productId: string, quantity: number) {
  const cashier = await shop.someone('cashier');
  const { body: cart } = await cashier.post<CartPayload>('/pos/carts', { posId: shop.posId });
  const { body } = await cashier.post<CartPayload>(`/pos/carts/${cart.cartId}/lines`, {
    productId,
    quantity,
  });
  await cashier.post(`/pos/carts/${cart.cartId}/payments`, { method: 'cash', amount: body.totals.due });
  expect((await cashier.post(`/pos/carts/${cart.cartId}/confirm`)).status).toBe(200);
}

describe('a physical count', () => {
  it('goes from the first product to one adjustment of what is different', async () => {
    const shop = await openCountShop(api);
    const { coffee, cake, book } = shop;
    const session = await shop.openSession();
    expect((await session.count(coffee.productId, 97)).body).toMatchObject({
      status: 'counting',
      counted: 1,
    });
    await session.count(cake.productId, 100);
    await session.count(book.productId, 90);
    const { body: counted } = await session.count(book.productId, 104);
    expect(counted).toMatchObject({ version: 5, counted: 3 });
    expect(counted.differences).toEqual([
      { productId: book.productId, sku: 'BOOK', name: 'book', expected: 100, counted: 104 },
      { productId: coffee.productId, sku: 'COFFEE', name: 'coffee', expected: 100, counted: 97 },
    ]);
    expect((await session.act('close')).body).toMatchObject({ status: 'closed', movementId: null });
    expect((await shop.levelOf(coffee.productId))?.onHand).toBe(100);

    const { body: applied } = await session.act('apply');
    expect(applied).toMatchObject({ status: 'applied', version: 7, movementId: expect.any(String) });
    expect((await shop.levelOf(coffee.productId))?.onHand).toBe(97);
    expect((await shop.levelOf(cake.productId))?.version).toBe(1);
    expect((await shop.levelOf(book.productId))?.onHand).toBe(104);

    const events = await eventsOf(shop, 'inventory');
    expect(events.map(({ name }) => name).slice(-4)).toEqual([
      'inventory:movement:created',
      'inventory:stock:updated',
      'inventory:stock:updated',
      'inventory:count-session:updated',
    ]);
    expect(events.filter(({ name }) => name === 'inventory:count-session:updated')).toHaveLength(7);
    expect(events.at(-1)?.payload).toEqual(applied);
    expect(events.at(-4)?.payload).toMatchObject({
      movementId: applied.movementId,
      kind: 'adjustment',
      status: 'applied',
      reason: 'Monday',
      reference: { kind: 'count-session', id: session.countSessionId },
      lines: [
        { sku: 'BOOK', quantity: 4 },
        { sku: 'COFFEE', quantity: -3 },
      ],
    } satisfies Partial<Record<keyof MovementPayload, unknown>>);
  });

  it('leaves alone what was sold between counting and applying', async () => {
    const shop = await openCountShop(api);
    const { productId } = shop.coffee;
    const session = await shop.openSession();
    await session.count(productId, 95);
    await sell(shop, productId, 10);
    await session.act('close');
    await session.act('apply');
    await eventually(async () =>
      expect(await shop.levelOf(productId)).toMatchObject({ onHand: 85, reserved: 0 }),
    );
  });

  it('expects what was sold to be gone, whether or not the books have caught up', async () => {
    const shop = await openCountShop(api);
    const { productId } = shop.coffee;
    await sell(shop, productId, 10);
    const session = await shop.openSession();
    expect((await session.count(productId, 90)).body.differences).toEqual([]);
    await eventually(async () => expect((await shop.levelOf(productId))?.reserved).toBe(0));
    expect((await session.count(productId, 90)).body.differences).toEqual([]);
  });

  it('makes no movement when all is as expected', async () => {
    const shop = await openCountShop(api);
    const session = await shop.openSession();
    await session.count(shop.coffee.productId, 100);
    await session.act('close');
    expect((await session.act('apply')).body).toMatchObject({ status: 'applied', movementId: null });
    const names = (await eventsOf(shop, 'inventory')).map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set(['inventory:count-session:updated']));
  });

  it('counts a product that never lay in the warehouse', async () => {
    const shop = await openCountShop(api);
    const { productId } = shop.coffee;
    const session = await shop.openSession(shop.otherWarehouseId);
    expect((await session.count(productId, 6, 0)).body.differences).toMatchObject([
      { expected: 0, counted: 6 },
    ]);
    await session.act('close');
    await session.act('apply');
    expect((await shop.levelOf(productId, shop.otherWarehouseId))?.onHand).toBe(6);
  });

  it('can be looked at again before it is applied', async () => {
    const shop = await openCountShop(api);
    const { productId } = shop.coffee;
    const session = await shop.openSession();
    await session.count(productId, 90);
    await session.act('close');
    expect(await session.count(productId, 91)).toMatchObject({
      status: 409,
      code: 'inventory.count-session-not-counting',
    });
    await session.act('reopen');
    await session.count(productId, 91);
    await session.act('close');
    await session.act('apply');
    expect((await shop.levelOf(productId))?.onHand).toBe(91);
  });

  it('that would take more than there is changes nothing, and can be counted again', async () => {
    const shop = await openCountShop(api);
    const { coffee, cake } = shop;
    const session = await shop.openSession();
    await session.count(coffee.productId, 40);
    await session.count(cake.productId, 101);
    await session.act('close');
    await shop.issue(coffee.productId, 50);
    expect(await session.act('apply')).toMatchObject({ status: 409, code: 'inventory.stock-insufficient' });
    expect((await shop.levelOf(cake.productId))?.onHand).toBe(100);
    await session.act('reopen');
    await session.count(coffee.productId, 50);
    await session.act('close');
    await session.act('apply');
    expect((await shop.levelOf(coffee.productId))?.onHand).toBe(50);
    expect((await shop.levelOf(cake.productId))?.onHand).toBe(101);
  });

  it('is the only one of its warehouse until it is applied or cancelled', async () => {
    const shop = await openCountShop(api);
    const session = await shop.openSession();
    const again = () =>
      shop.keeper.post<CountSessionPayload>(SESSIONS, { warehouseId: shop.warehouseId, name: 'Tuesday' });
    expect(await again()).toMatchObject({ status: 409, code: 'inventory.count-session-running' });
    await session.count(shop.coffee.productId, 1);
    await session.act('close');
    expect(await again()).toMatchObject({ status: 409, code: 'inventory.count-session-running' });
    expect((await shop.openSession(shop.otherWarehouseId)).countSessionId).not.toBe(session.countSessionId);
    expect((await session.act('cancel')).body.status).toBe('cancelled');
    expect((await again()).status).toBe(201);
    expect((await shop.levelOf(shop.coffee.productId))?.onHand).toBe(100);
  });

  it('is applied once, however often it is asked for', async () => {
    const shop = await openCountShop(api);
    const { productId } = shop.coffee;
    const session = await shop.openSession();
    await session.count(productId, 90);
    await session.act('close');
    const first = await session.act('apply', { 'idempotency-key': 'a' });
    expect((await session.act('apply', { 'idempotency-key': 'a' })).body).toEqual(first.body);
    expect(await session.act('apply')).toMatchObject({
      status: 409,
      code: 'inventory.count-session-not-closed',
    });
    expect(await session.act('cancel')).toMatchObject({
      status: 409,
      code: 'inventory.count-session-ended',
    });
    expect((await shop.levelOf(productId))?.onHand).toBe(90);
  });

  it('shows every count, who counted and when', async () => {
    const shop = await openCountShop(api);
    const session = await shop.openSession();
    await session.count(shop.coffee.productId, 100);
    const { body: last } = await session.count(shop.cake.productId, 99);
    const { body } = await shop.keeper.get<CountSessionAnswer>(session.at);
    const by = { userId: shop.keeper.userId, displayName: 'A warehouse' };
    const count = { countedBy: by, countedAt: api.clock.now().toISOString() };
    expect(body).toEqual({
      ...last,
      counts: [
        { productId: shop.cake.productId, sku: 'CAKE', name: 'cake', expected: 100, counted: 99, ...count },
        {
          productId: shop.coffee.productId,
          sku: 'COFFEE',
          name: 'coffee',
          expected: 100,
          counted: 100,
          ...count,
        },
      ],
    });
  });

  it('is listed newest first, page by page, by warehouse and status', async () => {
    const shop = await openCountShop(api);
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      const session = await shop.openSession();
      ids.unshift(session.countSessionId);
      if (index < 2) await session.act('cancel');
    }
    const elsewhere = await shop.openSession(shop.otherWarehouseId);
    const list = async (query: string) => (await shop.keeper.get<CountSessions>(SESSIONS + query)).body;
    const idsOf = ({ items }: CountSessions) => items.map(({ countSessionId }) => countSessionId);
    expect(idsOf(await list(''))).toEqual([elsewhere.countSessionId, ...ids]);
    const first = await list(`?warehouseId=${shop.warehouseId}&limit=2`);
    expect(idsOf(first)).toEqual(ids.slice(0, 2));
    const second = await list(`?warehouseId=${shop.warehouseId}&limit=2&before=${first.next}`);
    expect([idsOf(second), second.next]).toEqual([ids.slice(2), null]);
    expect(idsOf(await list('?status=open'))).toEqual([elsewhere.countSessionId, ids[0]]);
  });

  it('leaves in the audit who opened, closed, reopened, applied and cancelled', async () => {
    const shop = await openCountShop(api);
    const session = await shop.openSession();
    await session.count(shop.coffee.productId, 90);
    await session.act('close');
    await session.act('reopen');
    await session.act('close');
    const { body: applied } = await session.act('apply');
    await (await shop.openSession()).act('cancel');
    const audited = await api.database.transaction((tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.organizationId, shop.organizationId)),
    );
    const counting = audited.filter(({ type }) => type.startsWith('count-session.'));
    expect(counting.map(({ type }) => type.replace('count-session.', '')).sort()).toEqual([
      'applied',
      'cancelled',
      'closed',
      'closed',
      'opened',
      'opened',
      'reopened',
    ]);
    expect(counting.find(({ type }) => type === 'count-session.applied')).toMatchObject({
      userId: shop.keeper.userId,
      details: { countSessionId: session.countSessionId, movementId: applied.movementId },
    });
  });

  it.each([
    [{ counted: -1 }],
    [{ counted: 1.5 }],
    [{ counted: 1_000_001 }],
    [{}],
    [{ counted: 1, stockVersion: -1 }],
  ])('refuses a count of %j', async (body) => {
    const shop = await openCountShop(api);
    const session = await shop.openSession();
    const at = `${session.at}/counts/${shop.coffee.productId}`;
    expect(await shop.keeper.call('PUT', at, body)).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  it('refuses what is not there to be counted', async () => {
    const shop = await openCountShop(api);
    const session = await shop.openSession();
    expect(await session.count(uuidv7(), 1)).toMatchObject({
      status: 404,
      code: 'inventory.product-not-found',
    });
    expect(await session.act('close')).toMatchObject({
      status: 409,
      code: 'inventory.count-session-not-counting',
    });
    const nowhere = await shop.keeper.post(SESSIONS, { warehouseId: uuidv7(), name: 'Nowhere' });
    expect(nowhere).toMatchObject({ status: 404, code: 'inventory.warehouse-not-found' });
  });
});
