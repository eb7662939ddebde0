import { eventually } from '@business-control/testing';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batches } from '../src/modules/inventory/inventory.schema.js';
import { ScheduledJobs } from '../src/platform/schedule/scheduled-jobs.js';
import { type Alerts, toldIn as allToldIn } from './alerts-of.js';
import { NoonClock } from './noon-clock.js';
import { inDays, putOnTheShelf } from './shelf.js';
import { type Hired, openStaffedShops, type StaffedShop, type StaffedShops } from './staffed-shop.js';

const JOB = 'alerts.raise-expiry-alerts';
const clock = new NoonClock();

describe('alerts of batches that expire', () => {
  let shops: StaffedShops;
  beforeAll(async () => {
    shops = await openStaffedShops(2, clock);
  });
  afterAll(() => shops.close());

  const openShop = async () => {
    const shop = await shops.openShop(['admin']);
    const [admin] = shop.people as [Hired];
    return { ...shop, admin };
  };
  const stock = (shop: StaffedShop, ...kept: [code: string, days: number | null][]) =>
    putOnTheShelf(shops, shop, { onHand: kept.length, batches: kept });
  /** What was told of batches: a task of another module may fail, too, when a process ends. */
  const toldIn = async (shop: StaffedShop) =>
    (await allToldIn(shop)).filter(([, code]) => code.startsWith('product-'));
  const age = (code: string, days: number) =>
    shops.database.transaction((tx) =>
      tx
        .update(batches)
        .set({ expiresOn: inDays(days) })
        .where(eq(batches.code, code)),
    );
  const runEverywhere = () => Promise.all(shops.apps.map((app) => app.get(ScheduledJobs).runNow(JOB)));
  const standing = async (person: Hired) =>
    (await person.get<Alerts>('/alerts')).body.items
      .map(({ code, subject }) => `${subject.id} ${code}`)
      .sort();

  it('come once for each batch and stage, though two processes look at the same time, again and again', async () => {
    const [shop, elsewhere] = [await openShop(), await openShop()];
    const prefix = uuidv7();
    const shelf = [-1, 0, 7, 8, null].map((days): [string, number | null] => [`${prefix}/${days}`, days]);
    await stock(shop, ...shelf);
    await Promise.all([runEverywhere(), runEverywhere()]);
    await runEverywhere();
    expect((await toldIn(shop)).sort()).toEqual([
      ['system:alert', 'product-expired'],
      ['system:warning', 'product-expiring'],
      ['system:warning', 'product-expiring'],
    ]);
    expect(await standing(shop.admin)).toEqual([
      `${prefix}/-1 product-expired`,
      `${prefix}/0 product-expiring`,
      `${prefix}/7 product-expiring`,
    ]);
    expect(await toldIn(elsewhere)).toEqual([]);
  });

  it('come for hundreds of batches at once, each once', async () => {
    const shop = await openShop();
    await stock(shop, ...Array.from({ length: 300 }, (_, index): [string, number] => [`batch ${index}`, 1]));
    await Promise.all([runEverywhere(), runEverywhere(), runEverywhere()]);
    expect(await toldIn(shop)).toHaveLength(300);
  });

  it('end when the batch is gone', async () => {
    const shop = await openShop();
    const code = uuidv7();
    await stock(shop, [code, 1]);
    await runEverywhere();
    expect(await standing(shop.admin)).toEqual([`${code} product-expiring`]);
    await shops.database.transaction((tx) => tx.delete(batches).where(eq(batches.code, code)));
    await runEverywhere();
    expect(await standing(shop.admin)).toEqual([]);
    expect(await toldIn(shop)).toHaveLength(1);
  });

  it('come as many days before as the organization wants to know', async () => {
    const shop = await openShop();
    const code = uuidv7();
    await stock(shop, [code, 20]);
    await runEverywhere();
    expect(await toldIn(shop)).toEqual([]);
    await shop.admin.call('PUT', '/alerts/settings', { cashLimit: null, expiryWarningDays: 20 });
    await runEverywhere();
    expect(await toldIn(shop)).toEqual([['system:warning', 'product-expiring']]);
    await age(code, -1);
    await runEverywhere();
    expect((await toldIn(shop)).at(-1)).toEqual(['system:alert', 'product-expired']);
    expect(await standing(shop.admin)).toEqual([`${code} product-expired`]);
  });

  it('come by themselves, from the process that leads', async () => {
    const shop = await openShop();
    await stock(shop, [uuidv7(), 1]);
    const another = await shops.startCoreApi({}, clock);
    await Promise.all(shops.apps.map((app) => app.close()));
    await eventually(
      async () => expect(await toldIn(shop)).toEqual([['system:warning', 'product-expiring']]),
      { timeoutMs: 20_000 },
    );
    await another.get(ScheduledJobs).runNow(JOB);
    expect(await toldIn(shop)).toHaveLength(1);
  });
});
