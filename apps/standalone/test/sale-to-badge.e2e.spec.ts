import type {
  EventName,
  EventPayload,
  SalePayload,
  StockLevelPayload,
} from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EventsShop, openEventsShop, type Viewer } from './events/events-shop.js';
import { newOnTheShelf, openingAlertsAreTold } from './events/shelf.js';
import { put, seqOf } from './shop-client.js';

interface People {
  readonly items: readonly { readonly userId: string; readonly roles: readonly string[] }[];
}

/** What may pass between the confirmation and the last of what follows from it. */
const SOON_MS = 2_000;

describe('a sale, from the till to the badge of the administrator', () => {
  let shop: EventsShop;
  let admin: Viewer;
  let cashier: Viewer;

  beforeAll(async () => {
    shop = await openEventsShop();
    admin = await shop.connect('acme', 'admin');
    cashier = await shop.connect('acme', 'cashier');
    await openingAlertsAreTold(shop, admin);
    // The administrator alone is told of stock: the notifications of others are in the order, too, and nobody else sees them.
    const { items } = await shop.get<People>(admin, '/identity/users');
    for (const { userId, roles } of items) {
      if (roles.includes('manager') || roles.includes('warehouse')) {
        await put(shop.url, admin.token, `/identity/users/${userId}/roles`, { roles: ['cashier'] });
      }
    }
  });
  afterAll(() => shop?.stop());

  it('is followed by stock, availability, warning, badge and dashboard, in order and soon', async () => {
    const { warehouseId, productId, paidCart } = await newOnTheShelf(shop, admin, 11, 10);
    const { cartId } = await paidCart(cashier, 2);
    await shop.caughtUp(admin);
    const before = admin.received.length;
    const followed = () => admin.received.slice(before);
    const find = <Name extends EventName>(name: Name, isIt: (payload: EventPayload<Name>) => boolean) => {
      const found = followed().find(
        (event) => event.name === name && isIt(event.payload as EventPayload<Name>),
      );
      if (!found) throw new Error(`${name} has not come`);
      return found;
    };
    const isProduct = (stock: Pick<StockLevelPayload, 'warehouseId' | 'productId' | 'available'>) =>
      stock.warehouseId === warehouseId && stock.productId === productId && stock.available === 9;

    const begin = performance.now();
    const { sale } = await shop.post<{ sale: SalePayload }>(cashier, `/pos/carts/${cartId}/confirm`);
    const [sold, stock, availability, warning, badge, dashboard] = await eventually(
      () =>
        [
          find('pos:sale:completed', ({ saleId }) => saleId === sale.saleId),
          find('inventory:stock:updated', isProduct),
          find('pos:inventory:availability', isProduct),
          find('system:warning', ({ code, subject }) => code === 'low-stock' && subject.id === productId),
          find('notification:new', ({ notification }) => notification.subject?.id === productId),
          find('dashboard:sales:updated', ({ byProduct }) =>
            byProduct.some((sales) => sales.productId === productId),
          ),
        ] as const,
      { timeoutMs: SOON_MS },
    );
    expect(performance.now() - begin).toBeLessThan(SOON_MS);

    for (const causes of [
      [sold, stock, availability, warning, badge],
      [sold, dashboard],
    ]) {
      expect(causes.map(seqOf)).toEqual(causes.map(seqOf).toSorted((a, b) => a - b));
    }
    const all = followed().map(seqOf);
    expect(all).toEqual(all.map((_, index) => (all[0] ?? 0) + index));
  });
});
