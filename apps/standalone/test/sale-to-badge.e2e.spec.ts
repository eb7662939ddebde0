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

/** What may pass between the confirmation and the last of what follows from it, where nothing of the line stands still meanwhile. */
const SOON_MS = 2_000;
/** The quickest of so many is as quick as the line is. */
const SALES = 5;

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

  /** Sells something new, of which all that has to follow comes in order; answers after how many milliseconds the last of it had come. */
  const timeOfASale = async (): Promise<number> => {
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
    );
    const time = performance.now() - begin;

    for (const causes of [
      [sold, stock, availability, warning, badge],
      [sold, dashboard],
    ]) {
      expect(causes.map(seqOf)).toEqual(causes.map(seqOf).toSorted((a, b) => a - b));
    }
    const all = followed().map(seqOf);
    expect(all).toEqual(all.map((_, index) => (all[0] ?? 0) + index));
    return time;
  };

  it('is followed by stock, availability, warning, badge and dashboard, in order and soon', async () => {
    let quickest = Number.POSITIVE_INFINITY;
    for (let sales = 0; sales < SALES && quickest >= SOON_MS; sales += 1) {
      quickest = Math.min(quickest, await timeOfASale());
    }
    expect(quickest).toBeLessThan(SOON_MS);
  });
});
