import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { put } from '../shop-client.js';
import { type EventsShop, openEventsShop, type Viewer } from './events-shop.js';

interface Items<Item> {
  readonly items: readonly Item[];
}

describe('the events of physical counts', () => {
  let shop: EventsShop;
  let keeper: Viewer;
  let manager: Viewer;
  let cashier: Viewer;
  let stranger: Viewer;
  let warehouseId: string;
  let product: { readonly productId: string; readonly onHand: number };

  beforeAll(async () => {
    shop = await openEventsShop();
    keeper = await shop.connect('acme', 'warehouse');
    manager = await shop.connect('acme', 'manager');
    cashier = await shop.connect('acme', 'cashier');
    stranger = await shop.connect('globex', 'warehouse');
    const warehouses = await shop.get<Items<{ warehouseId: string }>>(keeper, '/inventory/warehouses');
    warehouseId = warehouses.items[0]?.warehouseId ?? expect.fail('the shop has no warehouse');
    const stock = await shop.get<Items<typeof product>>(
      keeper,
      `/inventory/stock?warehouseId=${warehouseId}`,
    );
    product = stock.items[0] ?? expect.fail('the warehouse is empty');
  });
  afterAll(() => shop?.stop());

  it('inventory:count-session:updated tells those who see stock how a count goes', async () => {
    const told = (cause: () => Promise<unknown>) =>
      shop.onlyReaches(
        'inventory:count-session:updated',
        { to: [keeper, manager], notTo: [cashier, stranger] },
        cause,
      );
    const opened = await told(() =>
      shop.post(keeper, '/inventory/count-sessions', { warehouseId, name: 'Shelf by the door' }),
    );
    expect(opened).toMatchObject({ status: 'open', warehouseId, counted: 0 });

    const at = `/inventory/count-sessions/${opened.countSessionId}`;
    const { productId, onHand } = product;
    const counted = await told(() =>
      put(shop.url, keeper.token, `${at}/counts/${productId}`, { counted: onHand + 2 }),
    );
    expect(counted).toMatchObject({ status: 'counting', counted: 1, differences: [{ counted: onHand + 2 }] });

    await told(() => shop.post(keeper, `${at}/close`));
    const applied = await told(() => shop.post(manager, `${at}/apply`));
    expect(applied).toMatchObject({ status: 'applied', version: 4 });
  });
});
