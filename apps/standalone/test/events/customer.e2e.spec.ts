import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EventsShop, openEventsShop, type Viewer } from './events-shop.js';

interface Customer {
  readonly customerId: string;
}

describe('the events of customers', () => {
  let shop: EventsShop;
  let manager: Viewer;
  let cashier: Viewer;
  let support: Viewer;
  let stranger: Viewer;
  let customer: Customer;

  beforeAll(async () => {
    shop = await openEventsShop();
    manager = await shop.connect('acme', 'manager');
    cashier = await shop.connect('acme', 'cashier');
    support = await shop.connect('acme', 'support');
    stranger = await shop.connect('globex', 'manager');
    customer = await shop.post<Customer>(manager, '/customers', {
      name: 'Flower stall',
      creditLimit: 10_000,
    });
    await Promise.all([manager, cashier].map(shop.caughtUp));
  });
  afterAll(() => shop?.stop());

  it.each([
    ['a charge', 'charges', { kind: 'charge', amount: 2_500, reference: 'Wedding' }],
    ['a payment', 'payments', { kind: 'payment', amount: 1_000, reference: null }],
  ])('customer:credit:changed tells those who see customers of %s', async (_, path, change) => {
    const { amount, reference } = change;
    const credit = await shop.onlyReaches(
      'customer:credit:changed',
      { to: [manager, cashier], notTo: [support, stranger] },
      () => shop.post(manager, `/customers/${customer.customerId}/${path}`, { amount, reference }),
    );
    expect(credit).toMatchObject({ customerId: customer.customerId, name: 'Flower stall', change });
    expect(credit.available).toBe(credit.creditLimit - credit.balance);
  });

  it('customer:credit:changed tells of a customer who gets credit', async () => {
    const given = { name: 'Print shop', creditLimit: 4_000 };
    const credit = await shop.onlyReaches(
      'customer:credit:changed',
      { to: [manager, cashier], notTo: [support, stranger] },
      () => shop.post(manager, '/customers', given),
    );
    expect(credit).toMatchObject({ ...given, balance: 0, available: 4_000, change: { kind: 'limit' } });
  });
});
