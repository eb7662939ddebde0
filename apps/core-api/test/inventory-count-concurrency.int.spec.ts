import type { CountSessionPayload } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CountSessionAnswer } from '../src/modules/inventory/queries/get-count-session.query.js';
import { openCountShop, SESSIONS } from './count-shop.js';
import { eventsOf } from './events-of.js';
import { type PosApi, startPosApi } from './pos-api.js';

let api: PosApi;
beforeAll(async () => {
  api = await startPosApi();
});
afterAll(() => api.stop());

/** Either may win, so either is tried more than once. */
const rounds = Array.from({ length: 8 }, (_, index) => index);

describe('a transfer that races a count', () => {
  it.each(rounds)('leaves in the books what lies there, whichever is first (%i)', async (round) => {
    const shop = await openCountShop(api);
    const { productId } = shop.coffee;
    const session = await shop.openSession();
    // 100 are in the books and 92 on the shelf when somebody starts to count; then 30 are carried away.
    const seen = await shop.levelOf(productId);
    const count = () => session.count(productId, 92, seen?.version);
    const transfer = () => shop.transfer(productId, 30);
    const started = round % 2 ? [transfer(), count()] : [count(), transfer()];
    await Promise.all(started);

    const { body } = await shop.keeper.get<CountSessionAnswer>(session.at);
    if (body.counts.length === 0) {
      // The transfer was first, and the count was refused: of the shelf as it is now, 62 are left.
      const now = await shop.levelOf(productId);
      expect((await session.count(productId, 62, now?.version)).status).toBe(200);
    }
    await session.act('close');
    expect((await session.act('apply')).status).toBe(200);
    expect((await shop.levelOf(productId))?.onHand).toBe(62);
    expect((await shop.levelOf(productId, shop.otherWarehouseId))?.onHand).toBe(30);
  });

  it.each(rounds)('and its result leaves in the books what lies there (%i)', async (round) => {
    const shop = await openCountShop(api);
    const { productId } = shop.coffee;
    const session = await shop.openSession();
    await session.count(productId, 92);
    await session.act('close');
    const apply = () => session.act('apply');
    const transfer = () => shop.transfer(productId, 30);
    const started = round % 2 ? [transfer(), apply()] : [apply(), transfer()];
    await Promise.all(started);
    expect((await shop.levelOf(productId))?.onHand).toBe(62);
    expect((await shop.levelOf(productId, shop.otherWarehouseId))?.onHand).toBe(30);
    const versions = (await eventsOf(shop, 'inventory'))
      .filter(({ name }) => name === 'inventory:stock:updated')
      .map(({ payload }) => payload as { readonly warehouseId: string; readonly version: number })
      .filter(({ warehouseId }) => warehouseId === shop.warehouseId)
      .map(({ version }) => version);
    expect(versions).toEqual([2, 3]);
  });
});

describe('several people at one session', () => {
  it('apply it once', async () => {
    const shop = await openCountShop(api);
    const { productId } = shop.coffee;
    const session = await shop.openSession();
    await session.count(productId, 90);
    await session.act('close');
    const managers = await Promise.all(Array.from({ length: 6 }, () => shop.someone('manager')));
    const answers = await Promise.all(managers.map((manager) => manager.post(`${session.at}/apply`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    expect(new Set(answers.flatMap(({ code }) => code ?? []))).toEqual(
      new Set(['inventory.count-session-not-closed']),
    );
    expect(await shop.levelOf(productId)).toMatchObject({ onHand: 90, version: 2 });
    const movements = (await eventsOf(shop, 'inventory')).filter(
      ({ name }) => name === 'inventory:movement:created',
    );
    expect(movements).toHaveLength(1);
  });

  it('either apply it or cancel it', async () => {
    const shop = await openCountShop(api);
    const { productId } = shop.coffee;
    const session = await shop.openSession();
    await session.count(productId, 90);
    await session.act('close');
    const [applied, cancelled] = await Promise.all([session.act('apply'), session.act('cancel')]);
    expect([applied.status, cancelled.status].sort()).toEqual([200, 409]);
    expect((await shop.levelOf(productId))?.onHand).toBe(applied.status === 200 ? 90 : 100);
  });

  it('lose nothing of what either counts', async () => {
    const shop = await openCountShop(api);
    const session = await shop.openSession();
    const products = [shop.coffee, shop.cake, shop.book];
    const answers = await Promise.all(
      Array.from({ length: 15 }, (_, index) =>
        session.count(products[index % products.length]?.productId ?? '', 50 + index),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { body } = await shop.keeper.get<CountSessionAnswer>(session.at);
    expect(body).toMatchObject({ counted: 3, version: 16 });
    const told = (await eventsOf(shop, 'inventory')).map(({ payload }) => payload as CountSessionPayload);
    expect(told.map(({ version }) => version)).toEqual(told.map((_, index) => index + 1));
    expect(told.at(-1)?.differences).toEqual(body.differences);
  });

  it('open one', async () => {
    const shop = await openCountShop(api);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        shop.keeper.post(SESSIONS, { warehouseId: shop.warehouseId, name: `Count ${index}` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(new Set(answers.flatMap(({ code }) => code ?? []))).toEqual(
      new Set(['inventory.count-session-running']),
    );
  });
});
