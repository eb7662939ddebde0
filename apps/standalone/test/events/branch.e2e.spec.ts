import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EventsShop, openEventsShop } from './events-shop.js';

describe('the events of branches', () => {
  let shop: EventsShop;
  beforeAll(async () => {
    shop = await openEventsShop();
  });
  afterAll(() => shop?.stop());

  it('branch:updated reaches the staff, and no customer', async () => {
    const manager = await shop.connect('acme', 'manager');
    const support = await shop.connect('acme', 'support');
    const customer = await shop.connect('acme', 'customer');
    const stranger = await shop.connect('globex', 'admin');
    const name = `Branch ${randomUUID()}`;
    const branch = await shop.onlyReaches(
      'branch:updated',
      { to: [manager, support], notTo: [customer, stranger] },
      () => shop.post(manager, '/branches', { name }),
    );
    expect(branch).toMatchObject({ name });
  });
});
