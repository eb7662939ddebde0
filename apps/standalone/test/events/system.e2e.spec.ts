import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EventsShop, openEventsShop, type Viewer } from './events-shop.js';
import { newOnTheShelf, openingAlertsAreTold } from './shelf.js';

describe('what rules find', () => {
  let shop: EventsShop;
  let manager: Viewer;
  let reach: { to: Viewer[]; notTo: Viewer[] };
  let product: Awaited<ReturnType<typeof newOnTheShelf>>;

  beforeAll(async () => {
    shop = await openEventsShop();
    manager = await shop.connect('acme', 'manager');
    const warehouse = await shop.connect('acme', 'warehouse');
    const cashier = await shop.connect('acme', 'cashier');
    const support = await shop.connect('acme', 'support');
    const stranger = await shop.connect('globex', 'manager');
    reach = { to: [manager, warehouse], notTo: [cashier, support, stranger] };
    await openingAlertsAreTold(shop, manager);
    product = await newOnTheShelf(shop, manager, 12, 10);
    await Promise.all(reach.to.map(shop.caughtUp));
  });
  afterAll(() => shop?.stop());

  it('system:warning reaches those who look after it when a product runs low', async () => {
    const warning = await shop.onlyReaches('system:warning', reach, () => product.move('issue', 3));
    expect(warning).toMatchObject({
      code: 'low-stock',
      subject: { kind: 'product', id: product.productId },
      facts: { available: 9, minimum: 10 },
    });
  });

  it('system:alert reaches them when it is out', async () => {
    const alert = await shop.onlyReaches('system:alert', reach, () => product.move('issue', 9));
    expect(alert).toMatchObject({ code: 'out-of-stock', facts: { sku: product.sku, available: 0 } });
    const { items } = await shop.get<{ items: object[] }>(manager, '/alerts');
    expect(items[0]).toEqual({ ...alert, severity: 'alert' });
  });

  it('system:info reaches them when there is enough again', async () => {
    const info = await shop.onlyReaches('system:info', reach, () => product.move('receipt', 40));
    expect(info).toMatchObject({ code: 'back-in-stock', subject: { id: product.productId } });
  });
});
