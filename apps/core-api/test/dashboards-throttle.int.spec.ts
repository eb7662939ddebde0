import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FixedClock, SystemClock } from '../src/index.js';
import { publications } from '../src/modules/dashboards/dashboards.schema.js';
import {
  aCoffee,
  aLevel,
  type DashboardShop,
  type Dashboards,
  NOON,
  openDashboards,
  TODAY,
} from './dashboards-shop.js';

const FLUSH = 'dashboards.publish-waiting-figures';
const clock = new FixedClock(NOON);

describe('events of dashboards', () => {
  let dashboards: Dashboards;
  let shop: DashboardShop;
  beforeAll(async () => {
    dashboards = await openDashboards(2, { clock });
  });
  afterAll(() => dashboards?.close());
  beforeEach(async () => {
    shop = await dashboards.openShop();
  });

  const sell = (count: number) =>
    dashboards.publish(...Array.from({ length: count }, () => shop.sold(aCoffee(1))));
  const salesCount = (count: number) =>
    eventually(async () => expect(await shop.sales()).toMatchObject({ salesCount: count }), {
      timeoutMs: 40_000,
    });
  /** Both instances have looked at what waits. */
  const lookAround = async () => {
    for (const app of dashboards.apps) await dashboards.runJob(FLUSH, app);
  };

  it('are one of a kind in a burst over two processes, and the last figures a second later', async () => {
    await sell(30);
    await salesCount(30);
    clock.advance(999);
    await lookAround();
    expect(await shop.toldSales()).toMatchObject([{ salesCount: 1 }]);
    expect(await shop.toldInventory()).toMatchObject([{ soldLast30Days: 1 }]);
    clock.advance(1);
    await lookAround();
    expect(await shop.toldSales()).toEqual([expect.anything(), await shop.sales()]);
    expect(await shop.toldInventory()).toEqual([expect.anything(), await shop.inventory()]);
    clock.advance(60_000);
    await lookAround();
    expect(await shop.toldSales()).toHaveLength(2);
  });

  it('go out at once after a quiet second, with the change itself', async () => {
    await sell(1);
    await salesCount(1);
    clock.advance(1_000);
    await sell(1);
    await salesCount(2);
    // Nobody looked around.
    expect((await shop.toldSales()).map(({ salesCount }) => salesCount)).toEqual([1, 2]);
  });

  it('tell of each day that changed, one after the other', async () => {
    const days = ['2026-02-28', '2026-03-01', TODAY];
    await sell(1);
    await salesCount(1);
    await dashboards.publish(
      ...days.map((day) => shop.sold(aCoffee(5, { completedAt: `${day}T12:00:00.000Z` }))),
    );
    await salesCount(2);
    await eventually(async () => expect(await shop.sales(days[0])).toMatchObject({ salesCount: 1 }));
    await eventually(async () => expect(await shop.sales(days[1])).toMatchObject({ salesCount: 1 }));
    for (const told of [2, 3, 4]) {
      clock.advance(1_000);
      await lookAround();
      await lookAround();
      expect(await shop.toldSales()).toHaveLength(told);
    }
    const last = new Map((await shop.toldSales()).map((figures) => [figures.date, figures]));
    for (const day of days) expect(last.get(day)).toEqual(await shop.sales(day));
  });

  it('of one organization do not wait for those of another', async () => {
    const other = await dashboards.openShop();
    await sell(3);
    await dashboards.publish(other.sold(aCoffee(2)));
    await eventually(async () => expect(await other.toldSales()).toMatchObject([{ total: 2 }]));
  });

  it('never exceed one a second while time goes on and both processes are at it, and end with the last figures', async () => {
    const ROUNDS = 13;
    const begin = clock.now().getTime();
    for (let round = 1; round <= ROUNDS; round += 1) {
      const level = aLevel({ onHand: round });
      await dashboards.publish(shop.sold(aCoffee(1)), shop.sold(aCoffee(1)), shop.stocked(level));
      await salesCount(round * 2);
      clock.advance(330);
      if (round % 3 === 0) await lookAround();
    }
    await eventually(async () =>
      expect(await shop.inventory()).toMatchObject({ unitsOnHand: (ROUNDS * (ROUNDS + 1)) / 2 }),
    );
    const most = Math.floor((clock.now().getTime() - begin) / 1_000) + 1;
    for (const told of [await shop.toldSales(), await shop.toldInventory()]) {
      expect(told.length).toBeGreaterThan(2);
      expect(told.length).toBeLessThanOrEqual(most);
      const versions = told.map(({ version }) => version);
      expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    }
    clock.advance(1_000);
    await lookAround();
    expect((await shop.toldSales()).at(-1)).toEqual(await shop.sales());
    expect((await shop.toldInventory()).at(-1)).toEqual(await shop.inventory());
  });
});

describe('on the clock of the wall', () => {
  let dashboards: Dashboards;
  beforeAll(async () => {
    dashboards = await openDashboards(2, { clock: new SystemClock(), jobsRun: false });
  });
  afterAll(() => dashboards?.close());

  it('the process in which figures changed publishes them when the second is over, and not before', async () => {
    const shop = await dashboards.openShop();
    const sell = () => dashboards.publish(shop.sold(aCoffee(1)));
    const begin = Date.now();
    for (let sale = 1; sale <= 12; sale += 1) {
      await sell();
      await sleep(120);
    }
    const last = await eventually(
      async () => {
        const told = (await shop.toldSales()).at(-1);
        expect(told).toMatchObject({ salesCount: 12 });
        return told;
      },
      { timeoutMs: 40_000 },
    );
    expect(last).toEqual(await shop.sales(TODAY));
    const events = (await dashboards.eventsOf(shop.organizationId)).filter(
      ({ name }) => name === 'dashboard:sales:updated',
    );
    expect(events.length).toBeGreaterThan(1);
    expect(events.length).toBeLessThanOrEqual(Math.floor((Date.now() - begin) / 1_000) + 1);
  });

  it('figures that a process left behind when it was killed are published by another', async () => {
    const shop = await dashboards.openShop();
    const { organizationId } = shop;
    await dashboards.letJobsRun();
    await dashboards.publish(shop.sold(aCoffee(1)));
    await eventually(async () => expect(await shop.toldSales()).toHaveLength(1));
    // As a process leaves it that marked the day and died before its alarm rang.
    await dashboards.database.transaction((tx) =>
      tx
        .insert(publications)
        .values({ organizationId, readModel: 'sales', publishedAt: new Date(), dirty: [TODAY] })
        .onConflictDoUpdate({
          target: [publications.organizationId, publications.readModel],
          set: { dirty: [TODAY] },
        }),
    );
    await eventually(async () => expect(await shop.toldSales()).toHaveLength(2), { timeoutMs: 30_000 });
    expect((await shop.toldSales()).at(-1)).toEqual(await shop.sales(TODAY));
  });
});
