import type { SalePayload, StockLevelPayload } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FixedClock } from '../src/index.js';
import * as record from '../src/modules/inventory/inventory.schema.js';
import { OrderRepository } from '../src/modules/orders/order.repository.js';
import { SaleRepository } from '../src/modules/pos/sale.repository.js';
import { auditEntries } from '../src/platform/audit/audit.schema.js';
import {
  aCoffee,
  aLevel,
  aRefund,
  type DashboardShop,
  type Dashboards,
  NOON,
  openDashboards,
  TODAY,
} from './dashboards-shop.js';
import type { ApiClient } from './pos-client.js';

interface Rebuilt {
  readonly read: number;
  readonly corrected: number;
}

const clock = new FixedClock(NOON);
const tills = [uuidv7(), uuidv7(), null];
const products = ['COFFEE', 'CAKE', 'TEA'].map((sku) => ({ sku, name: sku, productId: uuidv7() }));
/** Until midnight in Amsterdam. */
const LAST_OF_DAY = 23 * 3_600_000 - 1;
const DAYS = ['2026-02-27', '2026-02-28', '2026-03-01', TODAY];

let dashboards: Dashboards;
let shop: DashboardShop;
let admin: ApiClient;
beforeAll(async () => {
  dashboards = await openDashboards(2, { clock });
});
afterAll(() => dashboards?.close());
beforeEach(async () => {
  shop = await dashboards.openShop();
  admin = await shop.someone('admin');
});

/** A burst takes its time on a busy machine. */
const soon = (assert: () => unknown) => eventually(assert, { timeoutMs: 40_000 });

const rebuild = async (readModel: 'sales' | 'inventory') =>
  (await admin.post<Rebuilt>('/dashboards/rebuild', { readModel })).body;

const pick = <Item>(items: readonly Item[]): Item => {
  const picked = items[Math.floor(Math.random() * items.length)];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
};
const upTo = (most: number) => 1 + Math.floor(Math.random() * most);

/** Any sale of the last days, at any hour, of anything, with or without a discount. */
function anySale(): SalePayload {
  const instant = Date.parse(`${pick(DAYS)}T00:00:00.000Z`) + upTo(LAST_OF_DAY);
  const posId = pick(tills);
  const sale = aCoffee(1, { posId, cartId: null, receiptNumber: upTo(2_000_000_000) });
  const lines = Array.from({ length: upTo(3) }, () => {
    const quantity = upTo(4);
    return {
      ...(sale.lines[0] ?? []),
      ...pick(products),
      lineId: uuidv7(),
      quantity,
      total: quantity * upTo(900),
    };
  }) as SalePayload['lines'];
  const subtotal = lines.reduce((sum, { total }) => sum + total, 0);
  const discount = Math.floor(subtotal / upTo(20));
  const totals = {
    ...sale.totals,
    subtotal,
    discount,
    total: subtotal - discount,
    paid: subtotal - discount,
  };
  return { ...sale, completedAt: new Date(instant).toISOString(), lines, totals };
}

const keep = async (...sales: readonly SalePayload[]) => {
  const repository = dashboards.apps[0]?.get(SaleRepository, { strict: false });
  await dashboards.database.transaction(async (tx) => {
    for (const sale of sales) await repository?.insert(tx, shop.organizationId, sale);
  });
};
/** Of any of the last days, at any hour. */
const anyRefund = () =>
  aRefund(upTo(9_000), new Date(Date.parse(`${pick(DAYS)}T00:00:00.000Z`) + upTo(LAST_OF_DAY)));
const keepRefunded = async (...refunds: readonly ReturnType<typeof aRefund>[]) => {
  const repository = dashboards.apps[0]?.get(OrderRepository, { strict: false });
  await dashboards.database.transaction(async (tx) => {
    for (const { order, change } of refunds) {
      await repository?.insert(tx, shop.organizationId, order);
      await repository?.recordChange(tx, shop.organizationId, change);
    }
  });
};
const all = async () => Promise.all(DAYS.map((day) => shop.sales(day)));
const figures = async () => (await all()).map(({ version: _, ...rest }) => rest);
const counted = async () => (await all()).reduce((sum, { salesCount }) => sum + salesCount, 0);
const refunded = async () => (await all()).reduce((sum, { refunds }) => sum + refunds.count, 0);
const shuffled = <Item>(items: readonly Item[]) =>
  items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);

describe('a rebuild of what was sold', () => {
  it('finds nothing to correct in what came of facts in any order and more than once', async () => {
    const sales = Array.from({ length: 40 }, anySale);
    const refunds = Array.from({ length: 12 }, anyRefund);
    await keep(...sales);
    await keepRefunded(...refunds);
    const facts = [...refunds.map(({ change }) => shop.orderChanged(change)), ...sales.map(shop.sold)];
    await dashboards.publish(...shuffled([...facts, ...facts.slice(0, 20)]));
    await soon(async () => expect([await counted(), await refunded()]).toEqual([40, 12]));
    const before = await all();
    expect(await rebuild('sales')).toEqual({ read: 52, corrected: 0 });
    expect(await all()).toEqual(before);
  });

  it('works out from the record alone what facts would have led to', async () => {
    const sales = Array.from({ length: 40 }, anySale);
    const refunds = Array.from({ length: 12 }, anyRefund);
    const factsOf = (of: DashboardShop) => [
      ...sales.map(of.sold),
      ...refunds.map(({ change }) => of.orderChanged(change)),
    ];
    await keep(...sales);
    await keepRefunded(...refunds);
    expect(await rebuild('sales')).toMatchObject({ read: 52 });
    expect(await refunded()).toBe(12);
    const rebuilt = await figures();
    const facts = await dashboards.openShop();
    await dashboards.publish(...factsOf(facts));
    await soon(async () =>
      expect(
        (await Promise.all(DAYS.map((day) => facts.sales(day)))).map(({ version: _, ...rest }) => rest),
      ).toEqual(rebuilt),
    );
    // The facts of what was counted may still come.
    const after = new Date('2026-03-05T12:00:00Z');
    await dashboards.publish(
      ...factsOf(shop),
      shop.sold(aCoffee(1, { completedAt: after.toISOString() })),
      shop.orderChanged(aRefund(1, after).change),
    );
    await soon(async () =>
      expect(await shop.sales('2026-03-05')).toMatchObject({ salesCount: 1, refunds: { count: 1 } }),
    );
    expect(await figures()).toEqual(rebuilt);
  });

  it('loses and repeats nothing while sales go on', async () => {
    const early = Array.from({ length: 40 }, anySale);
    const later = Array.from({ length: 40 }, anySale);
    const back = Array.from({ length: 10 }, anyRefund);
    await keep(...early);
    await dashboards.publish(...shuffled(early.slice(0, 20)).map(shop.sold));
    const selling = (async () => {
      for (const sale of later) {
        await keep(sale);
        await dashboards.publish(shop.sold(sale));
      }
      for (const refund of back) {
        await keepRefunded(refund);
        await dashboards.publish(shop.orderChanged(refund.change));
      }
      await dashboards.publish(...early.slice(20).map(shop.sold));
    })();
    let rebuilds = 0;
    const rebuilding = (async () => {
      for (; rebuilds < 6; rebuilds += 1) await rebuild('sales');
    })();
    await Promise.all([selling, rebuilding]);
    await soon(async () => expect([await counted(), await refunded()]).toEqual([80, 10]));
    expect(await rebuild('sales')).toEqual({ read: 90, corrected: 0 });
    const units = [...early, ...later]
      .flatMap(({ lines }) => lines)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    expect(await shop.inventory()).toMatchObject({ soldLast30Days: units });
  });

  it('reads a long record to its end, a day of many pages too', async () => {
    const onDay = (day: string, count: number) =>
      Array.from({ length: count }, (_, index) => {
        const minute = String(index % 60).padStart(2, '0');
        const sale = aCoffee(1, { posId: null, cartId: null, completedAt: `${day}T12:${minute}:00.000Z` });
        return sale;
      });
    await keep(
      ...onDay('2026-02-27', 3),
      ...onDay('2026-02-28', 1_100),
      ...onDay('2026-03-01', 2),
      ...onDay(TODAY, 1),
    );
    // On both sides of the midnights in Amsterdam; the first and the last are of days without a sale.
    const instants = [
      '02-25T12:00',
      '02-27T22:59',
      '02-27T23:00',
      '02-28T22:59',
      '02-28T23:00',
      '03-02T23:00',
    ];
    await keepRefunded(
      ...instants.map((instant, index) => aRefund(10 ** index, new Date(`2026-${instant}:00Z`))),
    );
    expect(await rebuild('sales')).toEqual({ read: 1_112, corrected: 6 });
    expect((await all()).map(({ salesCount }) => salesCount)).toEqual([3, 1_100, 2, 1]);
    const days = await Promise.all(['2026-02-25', ...DAYS, '2026-03-03'].map((day) => shop.sales(day)));
    expect(days.map(({ refunds }) => refunds.total)).toEqual([1, 10, 1_100, 10_000, 0, 100_000]);
    expect(await rebuild('sales')).toEqual({ read: 1_112, corrected: 0 });
  });

  it('takes away what the record does not hold, and tells screens', async () => {
    await keep(aCoffee(4, { posId: null, cartId: null, completedAt: '2026-03-01T12:00:00.000Z' }));
    const unrecorded = ['2026-02-27', '2026-02-28', TODAY].map((day) =>
      shop.sold(aCoffee(9, { completedAt: `${day}T12:00:00.000Z` })),
    );
    const strange = aRefund(5, new Date('2026-02-20T12:00:00.000Z'));
    await dashboards.publish(...unrecorded, shop.orderChanged(strange.change));
    await soon(async () => expect(await counted()).toBe(3));
    await soon(async () => expect(await shop.sales('2026-02-20')).toMatchObject({ refunds: { count: 1 } }));
    expect(await rebuild('sales')).toEqual({ read: 1, corrected: 5 });
    expect(await shop.sales('2026-02-20')).toMatchObject({ refunds: { count: 0, total: 0 }, version: 2 });
    expect((await all()).map(({ total, version, byProduct }) => [total, version, byProduct.length])).toEqual([
      [0, 2, 0],
      [0, 2, 0],
      [4, 1, 1],
      [0, 2, 0],
    ]);
    await soon(async () => {
      clock.advance(1_000);
      await dashboards.runJob('dashboards.publish-waiting-figures');
      const told = await shop.toldSales();
      for (const day of await all()) expect(told).toContainEqual(day);
      expect((await shop.toldInventory()).at(-1)).toEqual(await shop.inventory());
    });
  });
});

describe('a rebuild of the stock', () => {
  const level = (warehouseId: string, productId: string, onHand: number, version: number) =>
    aLevel({ warehouseId, productId, onHand, version, minimum: 5, unitCost: 80 });

  /** What the inventory holds, as it would have told it. */
  const recordLevels = async (): Promise<[StockLevelPayload, StockLevelPayload]> => {
    const { organizationId } = shop;
    const [warehouseId, milk, oats] = [uuidv7(), uuidv7(), uuidv7()];
    const product = {
      organizationId,
      name: 'Milk',
      unitPrice: 120,
      taxRate: 900,
      unitCost: 80,
      minimumStock: 5,
    };
    const expires = { code: 'A', expiresOn: '2026-03-04', onHand: 2 };
    const row = { organizationId, warehouseId, updatedAt: NOON };
    await dashboards.database.transaction(async (tx) => {
      await tx.insert(record.warehouses).values({ organizationId, warehouseId, name: 'Cellar' });
      await tx.insert(record.products).values([
        { ...product, productId: milk, sku: 'MILK' },
        { ...product, productId: oats, sku: 'OATS' },
      ]);
      await tx.insert(record.stockLevels).values([
        { ...row, productId: milk, onHand: 12, version: 4 },
        { ...row, productId: oats, onHand: 3, version: 2 },
      ]);
      await tx.insert(record.batches).values({ organizationId, warehouseId, productId: milk, ...expires });
    });
    return [{ ...level(warehouseId, milk, 12, 4), batches: [expires] }, level(warehouseId, oats, 3, 2)];
  };

  it('finds nothing to correct in what came of facts in any order and more than once', async () => {
    const [milk, oats] = await recordLevels();
    const old = [1, 2, 3].map((version) => ({ ...milk, version, onHand: version * 100 }));
    const facts = [...old, milk, oats].map(shop.stocked);
    await dashboards.publish(...shuffled([...facts, ...facts]));
    await soon(async () => expect(await shop.inventory()).toMatchObject({ unitsOnHand: 15 }));
    const before = await shop.inventory();
    expect(before).toMatchObject({ stockValue: 1_200, productsUnderMinimum: 1, batchesExpiring: 1 });
    expect(await rebuild('inventory')).toEqual({ read: 2, corrected: 0 });
    expect(await shop.inventory()).toEqual(before);
  });

  it('knows what is archived as its facts tell it', async () => {
    const [milk, oats] = await recordLevels();
    const { productId } = oats;
    await dashboards.publish(shop.stocked(milk), shop.stocked(oats));
    await soon(async () => expect(await shop.inventory()).toMatchObject({ version: 2 }));
    await dashboards.database.transaction((tx) =>
      tx.update(record.products).set({ archivedAt: NOON }).where(eq(record.products.productId, productId)),
    );
    expect(await rebuild('inventory')).toEqual({ read: 2, corrected: 1 });
    expect(await shop.inventory()).toMatchObject({ stockValue: 1_200, productsUnderMinimum: 0, version: 3 });
    const told = [{ ...oats, archived: true, version: 3 }, aLevel({ onHand: 9 })];
    await dashboards.publish(...told.map(shop.stocked));
    await soon(async () => expect(await shop.inventory()).toMatchObject({ unitsOnHand: 24 }));
    expect(await shop.inventory()).toMatchObject({ productsUnderMinimum: 0 });
  });

  it('corrects what is missing, wrong or not there any more, and a fact that is on its way changes nothing', async () => {
    const [milk, oats] = await recordLevels();
    await dashboards.publish(
      shop.stocked({ ...milk, version: 3, onHand: 70 }),
      shop.stocked(aLevel({ onHand: 9 })),
    );
    await soon(async () => expect(await shop.inventory()).toMatchObject({ unitsOnHand: 79, version: 2 }));
    expect(await rebuild('inventory')).toEqual({ read: 2, corrected: 3 });
    const rebuilt = await shop.inventory();
    expect(rebuilt).toMatchObject({ unitsOnHand: 15, batchesExpiring: 1, version: 3 });
    await dashboards.publish(
      shop.stocked(milk),
      shop.stocked(oats),
      shop.stocked({ ...oats, onHand: 4, version: 3 }),
    );
    await soon(async () => expect(await shop.inventory()).toMatchObject({ unitsOnHand: 16, version: 4 }));
  });
});

describe('POST /dashboards/rebuild', () => {
  it('is for those who may, and is in the audit log', async () => {
    const manager = await shop.someone('manager');
    const denied = await manager.post('/dashboards/rebuild', { readModel: 'sales' });
    expect(denied).toMatchObject({ status: 403, code: 'auth.permission-missing' });
    expect(await admin.post('/dashboards/rebuild', { readModel: 'weather' })).toMatchObject({ status: 400 });
    await rebuild('inventory');
    const entries = await dashboards.database.transaction((tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.organizationId, shop.organizationId)),
    );
    expect(entries).toMatchObject([
      { type: 'dashboard.rebuilt', details: { readModel: 'inventory', read: 0, corrected: 0 } },
    ]);
  });

  it.each(['sales', 'inventory'])('of %s gets the same answer when it is sent again', async (readModel) => {
    await keep(aCoffee(4, { posId: null, cartId: null }));
    await recorded();
    const send = () => admin.post('/dashboards/rebuild', { readModel }, { 'idempotency-key': 'once' });
    const first = (await send()).body;
    expect(first).toEqual({ read: 1, corrected: 1 });
    expect((await send()).body).toEqual(first);
  });

  /** One level of stock in the record. */
  const recorded = async () => {
    const { organizationId } = shop;
    const [warehouseId, productId] = [uuidv7(), uuidv7()];
    await dashboards.database.transaction(async (tx) => {
      await tx.insert(record.warehouses).values({ organizationId, warehouseId, name: 'Cellar' });
      await tx.insert(record.products).values({
        organizationId,
        productId,
        sku: 'MILK',
        name: 'Milk',
        unitPrice: 120,
        taxRate: 900,
        unitCost: 80,
        minimumStock: 5,
      });
      await tx
        .insert(record.stockLevels)
        .values({ organizationId, warehouseId, productId, onHand: 1, version: 1, updatedAt: NOON });
    });
  };
});
