import { randomUUID } from 'node:crypto';
import type { CartPayload } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { expect } from 'vitest';
import type { EventsShop, Viewer } from './events-shop.js';

interface List<Item> {
  readonly items: readonly Item[];
}

interface Till {
  readonly posId: string;
  readonly warehouseId: string;
}

/** A new product where the first till sells from, which nothing else in the shop touches. */
export async function newOnTheShelf(shop: EventsShop, by: Viewer, units: number, minimumStock: number) {
  const { items: tills } = await shop.get<List<Till>>(by, '/pos/workstations');
  const [till] = tills;
  if (!till) throw new Error('the shop has no till');
  const sku = `NEW-${randomUUID()}`;
  const wanted = { sku, name: sku, unitPrice: 250, unitCost: 100, taxRate: 900, minimumStock };
  const { productId } = await shop.post<{ productId: string }>(by, '/inventory/products', wanted);
  const move = (kind: 'receipt' | 'issue', quantity: number) =>
    shop.post(by, '/inventory/movements', {
      kind,
      warehouseId: till.warehouseId,
      lines: [{ productId, quantity }],
      apply: true,
    });
  await move('receipt', units);

  /** A cart with units of the product, paid for: all that is left is to confirm it. */
  const paidCart = async (cashier: Viewer, quantity: number): Promise<CartPayload> => {
    const { cartId } = await shop.post<CartPayload>(cashier, '/pos/carts', { posId: till.posId });
    const cart = `/pos/carts/${cartId}`;
    const { totals } = await shop.post<CartPayload>(cashier, `${cart}/lines`, { productId, quantity });
    return shop.post(cashier, `${cart}/payments`, { method: 'card', amount: totals.due });
  };
  return { sku, productId, ...till, move, paidCart };
}

/** A round is made when the shop opens. */
const rounds = { timeoutMs: 30_000 };

/** Waits until what rules find by themselves when the shop opens (something is always short, and something about to expire) was told. */
export async function openingAlertsAreTold(shop: EventsShop, by: Viewer): Promise<void> {
  await eventually(async () => {
    const { items } = await shop.get<List<{ code: string }>>(by, '/alerts?limit=200');
    const { unread } = await shop.get<{ unread: number }>(by, '/notifications');
    expect(items.map(({ code }) => code)).toEqual(expect.arrayContaining(['low-stock', 'product-expiring']));
    expect(unread).toBe(items.length);
  }, rounds);
}
