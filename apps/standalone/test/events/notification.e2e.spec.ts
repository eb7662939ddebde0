import type { NotificationPayload } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ringUpASale } from '../shop-client.js';
import { type EventsShop, openEventsShop, type Viewer } from './events-shop.js';
import { openingAlertsAreTold } from './shelf.js';

interface Inbox {
  readonly items: readonly NotificationPayload[];
  readonly unread: number;
}

describe('the badge of a user', () => {
  let shop: EventsShop;
  let admin: Viewer;
  let cashier: Viewer;
  let reach: { to: Viewer[]; notTo: Viewer[] };

  beforeAll(async () => {
    shop = await openEventsShop();
    admin = await shop.connect('acme', 'admin');
    const otherTab = await shop.connect('acme', 'admin');
    const manager = await shop.connect('acme', 'manager');
    cashier = await shop.connect('acme', 'cashier');
    const stranger = await shop.connect('globex', 'admin');
    reach = { to: [admin, otherTab], notTo: [manager, cashier, stranger] };
    await openingAlertsAreTold(shop, admin);
    await shop.post(admin, '/notifications/read');
    await Promise.all(reach.to.map(shop.caughtUp));
  });
  afterAll(() => shop?.stop());

  it('counts with notification:new, on every screen of the user and on nobody else’s', async () => {
    const told = await shop.onlyReaches('notification:new', reach, () =>
      ringUpASale(shop.url, cashier.token),
    );
    expect(told).toMatchObject({
      userId: admin.userId,
      unread: 1,
      notification: { kind: 'sale', readAt: null },
    });
    const inbox = await shop.get<Inbox>(admin, '/notifications?limit=1');
    expect(inbox).toMatchObject({ items: [told.notification], unread: 1 });
  });

  it('is empty again with notification:read, on every screen of the user and on nobody else’s', async () => {
    const told = await shop.onlyReaches('notification:read', reach, () =>
      shop.post(admin, '/notifications/read'),
    );
    const { items, unread } = await shop.get<Inbox>(admin, '/notifications?limit=1');
    expect(told).toEqual({
      userId: admin.userId,
      upTo: items[0]?.notificationId,
      unread: 0,
      readAt: items[0]?.readAt,
    });
    expect(unread).toBe(0);
  });
});
