import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCart, ringUpASale } from '../shop-client.js';
import { type EventsShop, openEventsShop, type Viewer } from './events-shop.js';

describe('the events of the till', () => {
  let shop: EventsShop;
  let manager: Viewer;
  let cashier: Viewer;
  let support: Viewer;
  let stranger: Viewer;

  beforeAll(async () => {
    shop = await openEventsShop();
    manager = await shop.connect('acme', 'manager');
    cashier = await shop.connect('acme', 'cashier');
    support = await shop.connect('acme', 'support');
    stranger = await shop.connect('globex', 'manager');
  });
  afterAll(() => shop?.stop());

  it('pos:cart:updated reaches those who see tills', async () => {
    const cart = await shop.onlyReaches(
      'pos:cart:updated',
      { to: [manager, cashier], notTo: [support, stranger] },
      () => openCart(shop.url, cashier.token),
    );
    expect(cart).toMatchObject({ status: 'open', version: 1 });
  });

  it.each(['pos:cart:payment', 'pos:cart:confirmed', 'pos:sale:completed'] as const)(
    '%s reaches those who see tills',
    async (name) => {
      const payload = await shop.onlyReaches(
        name,
        { to: [manager, cashier], notTo: [support, stranger] },
        () => ringUpASale(shop.url, cashier.token),
      );
      expect(payload.totals.due).toBe(0);
    },
  );

  it('pos:daily-totals:updated reaches those who see totals, and no cashier', async () => {
    const totals = await shop.onlyReaches(
      'pos:daily-totals:updated',
      { to: [manager], notTo: [cashier, support, stranger] },
      () => ringUpASale(shop.url, cashier.token),
    );
    expect(totals.salesCount).toBeGreaterThan(0);
  });

  it('pos:workstation:updated reaches those who see tills', async () => {
    const name = `Till ${randomUUID()}`;
    const till = await shop.onlyReaches(
      'pos:workstation:updated',
      { to: [manager, cashier], notTo: [support, stranger] },
      () => shop.post(manager, '/pos/workstations', { name }),
    );
    expect(till).toMatchObject({ name });
  });
});
