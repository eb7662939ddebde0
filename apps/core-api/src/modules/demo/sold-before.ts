import { v7 as uuidv7 } from 'uuid';
import type { Person } from '../../platform/commands/person.js';
import { businessHour } from '../dashboards/business-hour.js';
import type { Cart } from '../pos/cart.js';
import { confirmCart } from '../pos/cart-closing.js';
import { addLine, openCart, type ProductForSale } from '../pos/cart-lines.js';
import { takePayment } from '../pos/cart-payments.js';
import { priceCart } from '../pos/cart-totals.js';

const MINUTE_MS = 60_000;
const DAYS = 14;
/** A sale comes about as often, at all tills together. */
const EVERY_MINUTES = 25;
const OPENS = 8;
const CLOSES = 18;

export interface DemoShop {
  readonly timeZone: string;
  readonly currency: string;
  readonly warehouseId: string;
  readonly posIds: readonly string[];
  readonly products: readonly ProductForSale[];
  readonly cashier: Person;
}

/** A cart that was rung up and paid, and the sale it became. */
export type SoldBefore = ReturnType<typeof sell>;

/** Two weeks of a shop up to `now`, the same for the same shop: made by the decisions that make every sale. */
export function soldBefore(shop: DemoShop, now: Date): SoldBefore[] {
  const chance = chances(shop.products.length);
  const receipts = new Map<string, number>();
  return openingTimes(shop.timeZone, now, chance).flatMap((at) => {
    const posId = shop.posIds[Math.floor(chance() * shop.posIds.length)];
    if (posId === undefined) return [];
    const receiptNumber = (receipts.get(posId) ?? 0) + 1;
    receipts.set(posId, receiptNumber);
    return [sell(shop, { posId, receiptNumber, at }, chance)];
  });
}

function openingTimes(timeZone: string, now: Date, chance: () => number): Date[] {
  const times: Date[] = [];
  let at = now.getTime() - DAYS * 24 * 60 * MINUTE_MS;
  for (;;) {
    at += EVERY_MINUTES * MINUTE_MS * (0.2 + 1.6 * chance());
    if (at >= now.getTime()) return times;
    const time = new Date(at);
    const hour = businessHour(time, timeZone);
    if (hour >= OPENS && hour < CLOSES) times.push(time);
  }
}

function sell(
  { currency, warehouseId, products, cashier }: DemoShop,
  { posId, receiptNumber, at }: { readonly posId: string; readonly receiptNumber: number; readonly at: Date },
  chance: () => number,
) {
  const id = () => uuidv7({ msecs: at.getTime() });
  let { cart }: { cart: Cart } = openCart({ cartId: id(), posId, currency, openedBy: cashier }, at);
  const wanted = 1 + Math.floor(chance() * 3);
  for (let line = 0; line < wanted; line += 1) {
    const product = products[Math.floor(chance() * products.length)];
    const quantity = 1 + Math.floor(chance() * 2);
    if (product) ({ cart } = addLine(cart, { lineId: id(), product, quantity }, at));
  }
  const { due } = priceCart(cart).totals;
  const method = chance() < 0.3 ? 'cash' : 'card';
  ({ cart } = takePayment(cart, { paymentId: id(), method, amount: due, takenBy: cashier }, at));
  const { cart: confirmed, sale } = confirmCart(
    cart,
    { saleId: id(), receiptNumber, warehouseId, confirmedBy: cashier },
    at,
  );
  return { cart: confirmed, sale };
}

/** Numbers in [0, 1) that come again in the same order (mulberry32, a 32-bit generator in the public domain). */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
