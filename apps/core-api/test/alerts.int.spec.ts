import type { SystemMessagePayload } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { products } from '../src/modules/inventory/inventory.schema.js';
import { workstations } from '../src/modules/pos/pos.schema.js';
import { auditEntries } from '../src/platform/audit/audit.schema.js';
import { businessDay } from '../src/platform/clock/business-day.js';
import { ScheduledJobs } from '../src/platform/schedule/scheduled-jobs.js';
import { type Alerts, toldIn } from './alerts-of.js';
import { NOON, NoonClock } from './noon-clock.js';
import { aLevel, dailyTotals } from './payloads.js';
import { eventFact } from './reactions-fixture.js';
import { putOnTheShelf } from './shelf.js';
import { type Hired, openStaffedShops, type StaffedShop, type StaffedShops } from './staffed-shop.js';

const STOCK_QUEUE = 'alerts.raise-low-stock-alert-on-stock-updated';

const clock = new NoonClock();

describe('alerts', () => {
  let shops: StaffedShops;
  beforeAll(async () => {
    shops = await openStaffedShops(2, clock);
  });
  afterAll(() => shops.close());

  /** A shop with someone who changes settings and someone who may only look. */
  const openShop = async () => {
    const shop = await shops.openShop(['admin', 'warehouse']);
    const [admin, warehouse] = shop.people as [Hired, Hired];
    return { ...shop, admin, warehouse };
  };
  const coffee = async (shop: StaffedShop) => {
    const { warehouseId, productId } = await putOnTheShelf(shops, shop, { onHand: 20, minimumStock: 10 });
    return (available: number, version: number) => aLevel({ warehouseId, productId, available, version });
  };
  const stockIn = ({ organizationId }: StaffedShop, level: ReturnType<typeof aLevel>) =>
    eventFact('inventory:stock:updated', level, { organizationId });
  const totalsIn = ({ organizationId }: StaffedShop, totals: ReturnType<typeof dailyTotals>) =>
    eventFact('pos:daily-totals:updated', totals, { organizationId });
  /** A till that people know by a name. */
  const till = async ({ organizationId }: StaffedShop, name: string) => {
    const posId = uuidv7();
    const row = { organizationId, posId, name, warehouseId: uuidv7() };
    await shops.database.transaction((tx) => tx.insert(workstations).values(row));
    return posId;
  };
  const told = (shop: StaffedShop, ...expected: Awaited<ReturnType<typeof toldIn>>) =>
    eventually(async () => expect(await toldIn(shop)).toEqual(expected));
  const standing = async (person: Hired, query = '') => (await person.get<Alerts>(`/alerts${query}`)).body;
  const codes = async (person: Hired) => (await standing(person)).items.map(({ code }) => code);

  describe('of stock', () => {
    it('come when a product runs low and when it is out, and end when there is enough again', async () => {
      const shop = await openShop();
      const level = await coffee(shop);
      await shops.publish(stockIn(shop, level(9, 1)));
      await told(shop, ['system:warning', 'low-stock']);
      expect((await standing(shop.warehouse)).items).toMatchObject([
        { code: 'low-stock', severity: 'warning' },
      ]);
      await shops.publish(stockIn(shop, level(0, 2)));
      await told(shop, ['system:warning', 'low-stock'], ['system:alert', 'out-of-stock']);
      const { items } = await standing(shop.warehouse);
      const { payload } = (await shop.events()).findLast(({ name }) => name === 'system:alert') ?? {};
      expect(items).toEqual([{ ...(payload as SystemMessagePayload), severity: 'alert' }]);
      await shops.publish(stockIn(shop, level(10, 3)));
      await eventually(async () =>
        expect((await toldIn(shop)).at(-1)).toEqual(['system:info', 'back-in-stock']),
      );
      expect(await standing(shop.warehouse)).toEqual({ items: [], next: null });
    });

    it('come once, however often, to however many processes and in whatever order levels are delivered', async () => {
      const shop = await openShop();
      const [level, other] = [await coffee(shop), await coffee(shop)];
      await shops.publish(stockIn(shop, level(3, 20)));
      await told(shop, ['system:warning', 'low-stock']);
      const late = Array.from({ length: 19 }, (_, index) =>
        stockIn(shop, level(index % 2 ? 50 : 0, index + 1)),
      );
      const same = Array.from({ length: 10 }, (_, index) => stockIn(shop, level(3, 21 + index)));
      await shops.publish(...late, ...same, ...late, ...same);
      await shops.publish(stockIn(shop, other(0, 1)));
      await told(shop, ['system:warning', 'low-stock'], ['system:alert', 'out-of-stock']);
      await shops.publish(stockIn(shop, level(12, 40)));
      await told(
        shop,
        ['system:warning', 'low-stock'],
        ['system:alert', 'out-of-stock'],
        ['system:info', 'back-in-stock'],
      );
      expect(await codes(shop.admin)).toEqual(['out-of-stock']);
    });

    it('come without an event, too, once, when somebody looks on a schedule', async () => {
      const shop = await openShop();
      const shelf = (onHand: number) => putOnTheShelf(shops, shop, { onHand, minimumStock: 10, version: 3 });
      const [low, out] = [await shelf(9), await shelf(0), await shelf(10)];
      const job = 'alerts.raise-low-stock-alerts';
      const runEverywhere = () => Promise.all(shops.apps.map((app) => app.get(ScheduledJobs).runNow(job)));
      await Promise.all([runEverywhere(), runEverywhere()]);
      await runEverywhere();
      expect((await toldIn(shop)).sort()).toEqual([
        ['system:alert', 'out-of-stock'],
        ['system:warning', 'low-stock'],
      ]);
      await shops.publish(
        stockIn(shop, aLevel({ ...low, available: 20, version: 3 })),
        stockIn(shop, aLevel({ ...out, available: 20, version: 4 })),
      );
      await eventually(async () => expect(await codes(shop.admin)).toEqual(['low-stock']));
    });

    it('end without a word when the product is archived, and come anew when it is sold again', async () => {
      const shop = await openShop();
      const [level, other] = [await coffee(shop), await coffee(shop)];
      await shops.publish(stockIn(shop, level(0, 1)));
      await told(shop, ['system:alert', 'out-of-stock']);
      await shops.publish(stockIn(shop, { ...level(0, 2), archived: true }));
      await eventually(async () => expect(await codes(shop.admin)).toEqual([]));
      await shops.publish(stockIn(shop, other(9, 1)));
      await told(shop, ['system:alert', 'out-of-stock'], ['system:warning', 'low-stock']);
      await shops.publish(stockIn(shop, { ...level(0, 3), archived: false }));
      await eventually(async () => expect(await codes(shop.admin)).toEqual(['out-of-stock', 'low-stock']));
    });

    it('of an archived product end also when somebody looks on a schedule', async () => {
      const shop = await openShop();
      const { warehouseId, productId } = await putOnTheShelf(shops, shop, { onHand: 0, version: 2 });
      await shops.publish(stockIn(shop, aLevel({ warehouseId, productId, available: 0, version: 1 })));
      await told(shop, ['system:alert', 'out-of-stock']);
      await shops.database.transaction((tx) =>
        tx.update(products).set({ archivedAt: NOON }).where(eq(products.productId, productId)),
      );
      await shops.apps[0]?.get(ScheduledJobs).runNow('alerts.raise-low-stock-alerts');
      expect(await codes(shop.admin)).toEqual([]);
      expect(await toldIn(shop)).toEqual([['system:alert', 'out-of-stock']]);
    });

    it('do not stop at a level that cannot be read', async () => {
      const shop = await openShop();
      const poison = stockIn(shop, { ...(await coffee(shop))(0, 1), version: 0 });
      await shops.publish(poison, stockIn(shop, (await coffee(shop))(0, 1)));
      await told(shop, ['system:alert', 'out-of-stock']);
      // The other process may still be at it.
      await eventually(async () =>
        expect(await shops.setAside(STOCK_QUEUE)).toEqual({
          [poison.id]: 'invalid-payload (version: too_small)',
        }),
      );
    });

    it('are listed in pages, newest first, to their organization alone', async () => {
      const [shop, elsewhere] = [await openShop(), await openShop()];
      const expected: [string, string][] = [];
      for (let count = 0; count < 3; count += 1) {
        await shops.publish(stockIn(shop, (await coffee(shop))(count, 1)));
        expected.push(count === 0 ? ['system:alert', 'out-of-stock'] : ['system:warning', 'low-stock']);
        await told(shop, ...expected);
      }
      const first = await shop.warehouse.get<Alerts>('/alerts?limit=2');
      expect(first.headers.get('x-realtime-cursor')).toMatch(/^[\w-]+\.\d+$/);
      const second = await standing(shop.warehouse, `?limit=2&before=${first.body.next}`);
      const available = [first.body, second].map(({ items }) => items.map(({ facts }) => facts.available));
      expect(available).toEqual([[2, 1], [0]]);
      expect(second.next).toBeNull();
      expect(await standing(elsewhere.admin)).toEqual({ items: [], next: null });
      const cashier = await shop.hire('cashier');
      expect((await cashier.get('/alerts')).status).toBe(403);
    });
  });

  describe('of cash', () => {
    it('come once per till and business day, when it holds more than the limit', async () => {
      const shop = await openShop();
      const [posId, otherTill] = [await till(shop, 'Counter 1'), await till(shop, 'Counter 2')];
      const today = businessDay(clock.now(), 'Europe/Amsterdam');
      const cash = (amount: number, over = {}) =>
        totalsIn(shop, dailyTotals({ posId, cash: amount, date: today, ...over }));
      await shops.publish(cash(90_000));
      await shop.admin.call('PUT', '/alerts/settings', { cashLimit: 50_000, expiryWarningDays: 7 });
      await shops.publish(cash(50_000));
      const over = [cash(50_001), cash(60_000), cash(70_000)];
      await shops.publish(...over, ...over.toReversed(), ...over);
      await told(shop, ['system:alert', 'cash-limit-exceeded']);
      await shops.publish(cash(80_000), cash(60_000, { posId: otherTill }));
      await told(shop, ['system:alert', 'cash-limit-exceeded'], ['system:alert', 'cash-limit-exceeded']);
      const tills = (await standing(shop.admin)).items.map(({ title, subject }) => [title, subject]);
      expect(tills).toEqual([
        ['Counter 2 holds too much cash', { kind: 'workstation', id: otherTill }],
        ['Counter 1 holds too much cash', { kind: 'workstation', id: posId }],
      ]);
    });

    it('end when tills may hold more, and come again when they hold more than that', async () => {
      const shop = await openShop();
      const posId = await till(shop, 'Counter 1');
      const date = businessDay(clock.now(), 'Europe/Amsterdam');
      const cash = (amount: number) => totalsIn(shop, dailyTotals({ posId, cash: amount, date }));
      const limit = (cashLimit: number | null) =>
        shop.admin.call('PUT', '/alerts/settings', { cashLimit, expiryWarningDays: 7 });
      const alert: [string, string] = ['system:alert', 'cash-limit-exceeded'];
      await limit(50_000);
      await shops.publish(cash(60_000));
      await told(shop, alert);
      await limit(40_000);
      expect(await codes(shop.admin)).toEqual(['cash-limit-exceeded']);
      await limit(70_000);
      expect(await codes(shop.admin)).toEqual([]);
      await shops.publish(cash(70_001));
      await told(shop, alert, alert);
      await limit(null);
      expect(await codes(shop.admin)).toEqual([]);
    });

    it('end with the day', async () => {
      const shop = await openShop();
      await shop.admin.call('PUT', '/alerts/settings', { cashLimit: 0, expiryWarningDays: 7 });
      const day = (daysAgo: number) =>
        businessDay(new Date(NOON.getTime() - daysAgo * 86_400_000), 'Europe/Amsterdam');
      const posId = await till(shop, 'Counter 1');
      const onDay = (daysAgo: number) => totalsIn(shop, dailyTotals({ posId, date: day(daysAgo) }));
      await shops.publish(onDay(1), onDay(0));
      await told(shop, ['system:alert', 'cash-limit-exceeded'], ['system:alert', 'cash-limit-exceeded']);
      await shops.apps[0]?.get(ScheduledJobs).runNow('alerts.end-old-alerts');
      expect((await standing(shop.admin)).items.map(({ facts }) => facts.date)).toEqual([day(0)]);
      expect(await toldIn(shop)).toHaveLength(2);
    });
  });

  describe('of scheduled tasks', () => {
    it('come to every organization once while a task fails, and end when it works, in whatever process', async () => {
      const [shop, elsewhere] = [await openShop(), await openShop()];
      let failing = true;
      const run = async () => {
        if (failing) throw new Error('out of order');
      };
      const jobs = shops.apps.map((app) => app.get(ScheduledJobs));
      for (const job of jobs) job.add({ name: 'test.breaks', everyMs: 3_600_000, run });
      const runEverywhere = () => Promise.allSettled(jobs.map((job) => job.runNow('test.breaks')));
      await runEverywhere();
      await runEverywhere();
      for (const { events, admin, ...rest } of [shop, elsewhere]) {
        expect(await toldIn({ events, ...rest })).toEqual([['system:alert', 'task-failed']]);
        expect(await codes(admin)).toEqual(['task-failed']);
      }
      failing = false;
      await jobs[1]?.runNow('test.breaks');
      await runEverywhere();
      for (const { events, admin, ...rest } of [shop, elsewhere]) {
        expect(await toldIn({ events, ...rest })).toEqual([
          ['system:alert', 'task-failed'],
          ['system:info', 'task-recovered'],
        ]);
        expect(await codes(admin)).toEqual([]);
      }
    });
  });

  describe('have settings', () => {
    it('that administrators change and the audit log keeps', async () => {
      const shop = await openShop();
      const settings = { cashLimit: 50_000, expiryWarningDays: 3 };
      expect((await shop.warehouse.get('/alerts/settings')).body).toEqual({
        cashLimit: null,
        expiryWarningDays: 7,
      });
      expect((await shop.warehouse.call('PUT', '/alerts/settings', settings)).status).toBe(403);
      expect((await shop.admin.call('PUT', '/alerts/settings', settings)).body).toEqual(settings);
      expect((await shop.warehouse.get('/alerts/settings')).body).toEqual(settings);
      const entries = await shops.database.transaction((tx) =>
        tx.select().from(auditEntries).where(eq(auditEntries.organizationId, shop.organizationId)),
      );
      expect(entries).toMatchObject([
        { type: 'alerts.settings-changed', userId: shop.admin.userId, details: settings },
      ]);
    });

    it('that are refused when they make no sense', async () => {
      const { admin } = await openShop();
      for (const wrong of [
        { cashLimit: -1, expiryWarningDays: 7 },
        { cashLimit: 1.5, expiryWarningDays: 7 },
        { cashLimit: null, expiryWarningDays: 366 },
        { cashLimit: null },
      ]) {
        expect((await admin.call('PUT', '/alerts/settings', wrong)).code).toBe('request.invalid');
      }
    });
  });
});
