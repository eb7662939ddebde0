import { eventually } from '@business-control/testing';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FixedClock } from '../src/index.js';
import { alertSettings } from '../src/modules/alerts/alerts.schema.js';
import {
  aCoffee,
  aLevel,
  type DashboardShop,
  type Dashboards,
  NOON,
  openDashboards,
  STOCK_QUEUE,
} from './dashboards-shop.js';
import { eventFact } from './reactions-fixture.js';

const REFRESH = 'dashboards.refresh-inventory-kpis';
const clock = new FixedClock(NOON);
let dashboards: Dashboards;
let shop: DashboardShop;
beforeAll(async () => {
  dashboards = await openDashboards(1, { clock });
});
afterAll(() => dashboards?.close());
beforeEach(async () => {
  clock.set(NOON);
  shop = await dashboards.openShop();
});

const batch = (expiresOn: string | null, onHand = 1) => ({ code: uuidv7(), expiresOn, onHand });

describe('the key figures of the stock', () => {
  it('are nothing before anything is known', async () => {
    expect(await shop.inventory()).toEqual({
      currency: 'EUR',
      stockValue: 0,
      unitsOnHand: 0,
      productsUnderMinimum: 0,
      productsOutOfStock: 0,
      batchesExpiring: 0,
      soldLast30Days: 0,
      turnover: null,
      version: 0,
    });
  });

  it('add up all warehouses', async () => {
    const [here, there] = [uuidv7(), uuidv7()];
    const [milk, oats, rice] = [uuidv7(), uuidv7(), uuidv7()];
    const levels = [
      aLevel({ warehouseId: here, productId: milk, onHand: 10, unitCost: 80 }),
      aLevel({ warehouseId: there, productId: milk, onHand: 4, unitCost: 80 }),
      aLevel({ warehouseId: here, productId: oats, onHand: 0, unitCost: 120 }),
      aLevel({ warehouseId: there, productId: oats, onHand: 6, reserved: 1, unitCost: 120 }),
      aLevel({ warehouseId: here, productId: rice, onHand: 3, reserved: 3, minimum: 0, unitCost: 50 }),
    ];
    await dashboards.publish(...levels.map(shop.stocked), shop.sold(aCoffee(46)));
    await eventually(async () => expect(await shop.inventory()).toMatchObject({ version: 6 }));
    expect(await shop.inventory()).toEqual({
      currency: 'EUR',
      stockValue: 14 * 80 + 6 * 120 + 3 * 50,
      unitsOnHand: 23,
      productsUnderMinimum: 2,
      productsOutOfStock: 1,
      batchesExpiring: 0,
      soldLast30Days: 46,
      turnover: 2,
      version: 6,
    });
  });

  it('leave an archived product out of what is short, and keep the value of what is left of it', async () => {
    const productId = uuidv7();
    const low = aLevel({ productId, onHand: 3, unitCost: 80 });
    const [gone, tea] = [aLevel({ onHand: 0 }), aLevel({ onHand: 0 })];
    await dashboards.publish(...[low, gone, tea].map(shop.stocked));
    await eventually(async () =>
      expect(await shop.inventory()).toMatchObject({ productsUnderMinimum: 3, productsOutOfStock: 2 }),
    );
    const archived = [low, gone].map((level) => ({ ...level, archived: true, version: 2 }));
    await dashboards.publish(...archived.map(shop.stocked));
    const figures = { stockValue: 240, unitsOnHand: 3, productsUnderMinimum: 1, productsOutOfStock: 1 };
    await eventually(async () => expect(await shop.inventory()).toMatchObject({ ...figures, version: 5 }));
    await dashboards.publish(shop.stocked({ ...gone, archived: false, version: 3 }));
    await eventually(async () => expect(await shop.inventory()).toMatchObject({ productsOutOfStock: 2 }));
  });

  it('are of the latest level, in whatever order its facts come and however often', async () => {
    const level = aLevel({ onHand: 1 });
    const facts = [1, 2, 3].map((version) => shop.stocked({ ...level, onHand: version * 10, version }));
    const [first, second, third] = facts;
    if (!first || !second || !third) throw new Error('three facts');
    await dashboards.publish(third);
    await eventually(async () => expect(await shop.inventory()).toMatchObject({ unitsOnHand: 30 }));
    await dashboards.publish(first, third, second, shop.stocked({ ...level, version: 3, onHand: 1 }));
    await dashboards.publish(shop.stocked(aLevel({ onHand: 5 })));
    await eventually(async () => expect(await shop.inventory()).toMatchObject({ unitsOnHand: 35 }));
    expect(await shop.inventory()).toMatchObject({ version: 2 });
  });

  it('set a fact aside that they cannot use, say why, and go on', async () => {
    const broken = eventFact(
      'inventory:stock:updated',
      { ...aLevel(), reserved: -1 },
      { organizationId: shop.organizationId },
    );
    await dashboards.publish(broken, shop.stocked(aLevel({ onHand: 5 })));
    await eventually(async () => expect(await shop.inventory()).toMatchObject({ unitsOnHand: 5 }));
    expect(await dashboards.setAside(STOCK_QUEUE)).toEqual({
      [broken.id]: expect.stringContaining('invalid-payload (reserved'),
    });
  });

  it('tell when batches come to their warning time and sales leave the last thirty days, though nothing happens', async () => {
    const batches = [
      batch('2026-03-01'),
      batch('2026-03-09'),
      batch('2026-03-10'),
      batch('2026-04-15'),
      batch(null),
    ];
    await dashboards.publish(shop.stocked(aLevel({ batches })), shop.sold(aCoffee(3)));
    await eventually(async () => expect(await shop.inventory()).toMatchObject({ version: 2 }));
    expect(await shop.inventory()).toMatchObject({ batchesExpiring: 2, soldLast30Days: 3 });

    clock.set(new Date('2026-03-02T22:59:00Z'));
    await dashboards.runJob(REFRESH);
    expect(await shop.inventory()).toMatchObject({ batchesExpiring: 2, version: 2 });

    // Midnight in Amsterdam.
    clock.set(new Date('2026-03-02T23:00:00Z'));
    await dashboards.runJob(REFRESH);
    const next = await shop.inventory();
    expect(next).toMatchObject({ batchesExpiring: 3, soldLast30Days: 3, version: 3 });
    await eventually(async () => expect((await shop.toldInventory()).at(-1)).toEqual(next));

    // Another day on which nothing is different makes no news.
    clock.set(new Date('2026-03-04T12:00:00Z'));
    await dashboards.runJob(REFRESH);
    expect(await shop.inventory()).toEqual(next);

    clock.set(new Date('2026-03-31T12:00:00Z'));
    await dashboards.runJob(REFRESH);
    expect(await shop.inventory()).toMatchObject({ soldLast30Days: 3, version: 3 });
    clock.set(new Date('2026-04-01T12:00:00Z'));
    await dashboards.runJob(REFRESH);
    expect(await shop.inventory()).toMatchObject({ soldLast30Days: 0, batchesExpiring: 3, version: 4 });
  });

  it.each([
    ['cost more', 1, Number.MAX_SAFE_INTEGER],
    ['are missing at more', -1, -Number.MAX_SAFE_INTEGER],
  ])('are told also when units %s than a number holds', async (_, sign, stockValue) => {
    const unitsOnHand = sign * 2_000_000_000;
    const level = aLevel({ onHand: unitsOnHand, unitCost: Number.MAX_SAFE_INTEGER });
    await dashboards.publish(shop.stocked(level));
    await eventually(async () => expect(await shop.inventory()).toMatchObject({ stockValue, unitsOnHand }));
    const figures = await shop.inventory();
    await eventually(async () => expect((await shop.toldInventory()).at(-1)).toEqual(figures));
  });

  it('call those batches expiring that the organization is warned of', async () => {
    await dashboards.publish(shop.stocked(aLevel({ batches: [batch('2026-03-20')] })));
    await eventually(async () =>
      expect(await shop.inventory()).toMatchObject({ version: 1, batchesExpiring: 0 }),
    );
    const { organizationId } = shop;
    await dashboards.database.transaction((tx) =>
      tx.insert(alertSettings).values({ organizationId, cashLimit: null, expiryWarningDays: 30 }),
    );
    await dashboards.runJob(REFRESH);
    expect(await shop.inventory()).toMatchObject({ version: 2, batchesExpiring: 1 });
  });
});
