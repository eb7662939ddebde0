import type { EventName, EventPayload, NotificationPayload } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notifications } from '../src/modules/notifications/notifications.schema.js';
import { ScheduledJobs } from '../src/platform/schedule/scheduled-jobs.js';
import { aMessage, aSale } from './payloads.js';
import { eventFact } from './reactions-fixture.js';
import { type Hired, openStaffedShops, type StaffedShop, type StaffedShops } from './staffed-shop.js';

interface Inbox {
  readonly items: readonly NotificationPayload[];
  readonly unread: number;
  readonly next: string | null;
}

const SALES_QUEUE = 'notifications.notify-admins-on-sale-completed';
const DAY_MS = 86_400_000;

describe('notifications', () => {
  let shops: StaffedShops;
  beforeAll(async () => {
    shops = await openStaffedShops(2);
  });
  afterAll(() => shops.close());

  const saleIn = ({ organizationId }: StaffedShop, over = {}) =>
    eventFact('pos:sale:completed', aSale(over), { organizationId, version: 2 });
  const messageIn = ({ organizationId }: StaffedShop, kind: 'alert' | 'warning' | 'info', over = {}) =>
    eventFact(`system:${kind}`, aMessage(over), { organizationId });
  const inboxOf = async (person: Hired, query = '') =>
    (await person.get<Inbox>(`/notifications${query}`)).body;
  const unreadOf = async (person: Hired) => (await inboxOf(person)).unread;
  const payloadsOf = async <Name extends EventName>(shop: StaffedShop, name: Name) =>
    (await shop.events())
      .filter((event) => event.name === name)
      .map(({ payload }) => payload as EventPayload<Name>);
  const newsOf = (shop: StaffedShop) => payloadsOf(shop, 'notification:new');

  it('tell every administrator of a sale, and nobody else', async () => {
    const [shop, elsewhere] = [await shops.openShop(), await shops.openShop()];
    const admins = [await shop.hire('admin'), await shop.hire('admin')];
    const others = [await shop.hire('manager'), await shop.hire('cashier'), await elsewhere.hire('admin')];
    await shop.hire('admin', new Date());
    const sale = aSale({ receiptNumber: 12 });
    const { organizationId } = shop;
    await shops.publish(eventFact('pos:sale:completed', sale, { organizationId, version: 2 }));
    await eventually(async () => expect(await newsOf(shop)).toHaveLength(2));

    const told = await newsOf(shop);
    expect(told.map(({ userId, unread }) => [userId, unread])).toEqual(
      admins.map(({ userId }) => [userId, 1]).sort(),
    );
    for (const admin of admins) {
      const { items, unread } = await inboxOf(admin);
      expect({ items, unread }).toEqual({
        unread: 1,
        items: [
          {
            notificationId: expect.any(String),
            kind: 'sale',
            title: 'Sold for €3.90',
            text: '0 units, receipt 12, by Cashier',
            subject: { kind: 'sale', id: sale.saleId },
            createdAt: expect.any(String),
            readAt: null,
          },
        ],
      });
      expect(told.find(({ userId }) => userId === admin.userId)?.notification).toEqual(items[0]);
    }
    for (const other of others) expect(await inboxOf(other)).toEqual({ items: [], unread: 0, next: null });
  });

  it('tell those who look after stock of what a rule found about it, and administrators alone of tasks', async () => {
    const shop = await shops.openShop(['admin', 'manager', 'warehouse', 'cashier', 'support']);
    const [admin, manager, warehouse] = shop.people.map(({ userId }) => userId);
    await shops.publish(messageIn(shop, 'alert', { code: 'out-of-stock', title: 'Out' }));
    await eventually(async () => expect(await newsOf(shop)).toHaveLength(3));
    await shops.publish(messageIn(shop, 'warning'));
    await eventually(async () => expect(await newsOf(shop)).toHaveLength(6));
    await shops.publish(messageIn(shop, 'info', { code: 'back-in-stock' }));
    await eventually(async () => expect(await newsOf(shop)).toHaveLength(9));
    await shops.publish(
      messageIn(shop, 'alert', { code: 'task-failed', subject: { kind: 'task', id: 't' } }),
    );
    await eventually(async () => expect(await newsOf(shop)).toHaveLength(10));

    const told = await newsOf(shop);
    const ofUser = (id: string | undefined) =>
      told.filter(({ userId }) => userId === id).map(({ notification }) => notification.kind);
    expect(ofUser(admin)).toEqual(['alert', 'warning', 'info', 'alert']);
    expect(ofUser(manager)).toEqual(['alert', 'warning', 'info']);
    expect(ofUser(warehouse)).toEqual(['alert', 'warning', 'info']);
    expect(told).toHaveLength(10);
  });

  it('come once, however often and to however many processes a sale is delivered', async () => {
    const shop = await shops.openShop(['admin']);
    const sales = Array.from({ length: 10 }, (_, index) => saleIn(shop, { receiptNumber: index + 1 }));
    await shops.publish(...sales, ...sales.toReversed(), ...sales);
    await eventually(async () => expect(await newsOf(shop)).toHaveLength(10));
    await shops.publish(...sales, saleIn(shop, { receiptNumber: 11 }));
    await eventually(async () => expect((await newsOf(shop)).length).toBeGreaterThan(10));
    for (const admin of shop.people) {
      const { items, unread } = await inboxOf(admin);
      expect(unread).toBe(11);
      expect(new Set(items.map(({ text }) => text)).size).toBe(11);
    }
  });

  it('do not stop at a sale that cannot be read', async () => {
    const shop = await shops.openShop(['admin']);
    const poison = saleIn(shop, { receiptNumber: -1 });
    await shops.publish(poison, saleIn(shop), saleIn(shop));
    await eventually(async () => expect(await newsOf(shop)).toHaveLength(2));
    // Another process may still be at it.
    await eventually(async () =>
      expect(await shops.setAside(SALES_QUEUE)).toEqual({
        [poison.id]: 'invalid-payload (receiptNumber: too_small)',
      }),
    );
  });

  it('are read up to now, which every screen of the user learns once', async () => {
    const shop = await shops.openShop(['admin', 'admin']);
    const [admin, colleague] = shop.people as [Hired, Hired];
    await shops.publish(saleIn(shop), saleIn(shop));
    await eventually(async () => expect(await unreadOf(admin)).toBe(2));
    await eventually(async () => expect(await unreadOf(colleague)).toBe(2));

    expect((await admin.post('/notifications/read')).body).toEqual({ unread: 0 });
    expect((await admin.elsewhere.post('/notifications/read', {})).body).toEqual({ unread: 0 });
    const { items, unread } = await inboxOf(admin);
    expect(unread).toBe(0);
    const [told, ...more] = await payloadsOf(shop, 'notification:read');
    expect(told).toEqual({
      userId: admin.userId,
      upTo: items[0]?.notificationId,
      unread: 0,
      readAt: items[0]?.readAt,
    });
    expect(more).toEqual([]);
    expect(items.map(({ readAt }) => readAt)).toEqual([told?.readAt, told?.readAt]);
    expect(await unreadOf(colleague)).toBe(2);
  });

  it('are read up to one of them; what was read stays read, at the time it was', async () => {
    const shop = await shops.openShop(['admin']);
    const [admin] = shop.people as [Hired];
    for (let count = 1; count <= 3; count += 1) {
      await shops.publish(saleIn(shop));
      await eventually(async () => expect(await unreadOf(admin)).toBe(count));
    }
    const { items } = await inboxOf(admin);
    const [, second, first] = items.map(({ notificationId }) => notificationId);
    expect((await admin.post('/notifications/read', { upTo: second })).body).toEqual({ unread: 1 });
    expect((await admin.post('/notifications/read', { upTo: first })).body).toEqual({ unread: 1 });
    const before = await inboxOf(admin);
    expect(before.items.map(({ readAt }) => readAt === null)).toEqual([true, false, false]);
    await admin.post('/notifications/read');
    const after = await inboxOf(admin);
    expect(after.items.slice(1)).toEqual(before.items.slice(1));
    expect(await payloadsOf(shop, 'notification:read')).toMatchObject([
      { upTo: second, unread: 1 },
      { upTo: items[0]?.notificationId, unread: 0 },
    ]);
  });

  it('of other people cannot be read', async () => {
    const shop = await shops.openShop(['admin', 'manager']);
    const [admin, manager] = shop.people as [Hired, Hired];
    await shops.publish(saleIn(shop));
    await eventually(async () => expect(await unreadOf(admin)).toBe(1));
    const [notification] = (await inboxOf(admin)).items;
    const answer = await manager.post('/notifications/read', { upTo: notification?.notificationId });
    expect(answer.status).toBe(404);
    expect(answer.code).toBe('notifications.notification-not-found');
    expect((await manager.post('/notifications/read')).body).toEqual({ unread: 0 });
    expect(await unreadOf(admin)).toBe(1);
  });

  it('are listed in pages, newest first, that nothing new shifts', async () => {
    const shop = await shops.openShop(['admin']);
    const [admin] = shop.people as [Hired];
    for (let count = 1; count <= 5; count += 1) {
      await shops.publish(saleIn(shop, { receiptNumber: count }));
      await eventually(async () => expect(await unreadOf(admin)).toBe(count));
    }
    const first = await admin.get<Inbox>('/notifications?limit=2');
    expect(first.headers.get('x-realtime-cursor')).toMatch(/^[\w-]+\.\d+$/);
    await shops.publish(saleIn(shop, { receiptNumber: 6 }));
    await eventually(async () => expect(await unreadOf(admin)).toBe(6));
    const second = await inboxOf(admin, `?limit=2&before=${first.body.next}`);
    const third = await inboxOf(admin, `?limit=2&before=${second.next}`);
    const pages = [first.body, second, third];
    const receipts = pages.map(({ items }) => items.map(({ text }) => /receipt (\d)/.exec(text)?.[1]));
    expect(receipts).toEqual([['5', '4'], ['3', '2'], ['1']]);
    expect(third.next).toBeNull();
  });

  it('have as many unread as came after what was read, whatever happens at once', async () => {
    const shop = await shops.openShop(['admin', 'admin']);
    const [admin] = shop.people as [Hired];
    const read = async (person: Hired, index: number) => {
      const client = index % 2 === 0 ? person : person.elsewhere;
      const { items } = (await client.get<Inbox>('/notifications?limit=5')).body;
      const upTo = index % 3 === 0 ? undefined : items.at(-1)?.notificationId;
      expect((await client.post('/notifications/read', upTo ? { upTo } : undefined)).status).toBe(200);
    };
    const screen = async (number: number) => {
      for (let turn = 0; turn < 5; turn += 1) {
        const index = 8 * turn + number;
        await read(shop.people[index % 4 === 0 ? 1 : 0] ?? admin, index);
      }
    };
    const sales = Array.from({ length: 60 }, () => saleIn(shop));
    const messages = Array.from({ length: 20 }, () => messageIn(shop, 'warning'));
    await Promise.all([
      shops.publish(...sales, ...messages),
      ...Array.from({ length: 8 }, (_, number) => screen(number)),
    ]);
    await eventually(async () => expect(await newsOf(shop)).toHaveLength(160), { timeoutMs: 40_000 });

    for (const person of shop.people) {
      const rows = await shops.database.transaction((tx) =>
        tx
          .select()
          .from(notifications)
          .where(eq(notifications.userId, person.userId))
          .orderBy(notifications.place),
      );
      expect(rows.map(({ place }) => place)).toEqual(rows.map((_, index) => index + 1));
      expect(await unreadOf(person)).toBe(rows.filter(({ readAt }) => readAt === null).length);

      // A screen that follows the events counts the same at each of them.
      const unread: string[] = [];
      for (const { name, payload } of await shop.events()) {
        if (!name.startsWith('notification:')) continue;
        const told = payload as EventPayload<'notification:new'> | EventPayload<'notification:read'>;
        if (told.userId !== person.userId) continue;
        if ('notification' in told) unread.push(told.notification.notificationId);
        else unread.splice(0, unread.indexOf(told.upTo ?? '') + 1);
        expect([name, told.unread]).toEqual([name, unread.length]);
      }
      expect(unread).toEqual(
        rows.filter(({ readAt }) => readAt === null).map(({ notificationId }) => notificationId),
      );
    }
  });

  it('are forgotten when they are old, and a badge shows none that is gone', async () => {
    const shop = await shops.openShop(['admin', 'admin']);
    const [admin, colleague] = shop.people as [Hired, Hired];
    await shops.publish(saleIn(shop), saleIn(shop), saleIn(shop));
    await eventually(async () => expect(await unreadOf(admin)).toBe(3));
    await eventually(async () => expect(await unreadOf(colleague)).toBe(3));
    const { items } = await inboxOf(admin);
    const [newest, second] = items.map(({ notificationId }) => notificationId);
    const agedDays = (notificationId: string | undefined, days: number) =>
      shops.database.transaction((tx) =>
        tx
          .update(notifications)
          .set({ createdAt: new Date(Date.now() - days * DAY_MS) })
          .where(eq(notifications.notificationId, notificationId ?? '')),
      );
    await agedDays(second, 91);
    await agedDays(newest, 89);
    await Promise.all(
      shops.apps.map((app) => app.get(ScheduledJobs).runNow('notifications.forget-notifications')),
    );

    expect((await inboxOf(admin)).items.map(({ notificationId }) => notificationId)).toEqual([newest]);
    expect(await unreadOf(admin)).toBe(1);
    expect(await unreadOf(colleague)).toBe(3);
    expect(await payloadsOf(shop, 'notification:read')).toMatchObject([
      { userId: admin.userId, upTo: second, unread: 1 },
    ]);
    expect((await admin.post('/notifications/read', { upTo: second })).code).toBe(
      'notifications.notification-not-found',
    );
  });
});
