import { v7 as uuid } from 'uuid';
import type { Cart, CartLine, Discount, Payment } from '../src/modules/pos/cart.js';
import type { ProductForSale } from '../src/modules/pos/cart-lines.js';

export const NOON = new Date('2026-03-02T12:00:00.000Z');
export const cashier = { userId: uuid(), displayName: 'Some Cashier' };

/** Builders of test data: every one makes a new thing, unlike any other. */
export function aProduct(given: Partial<ProductForSale> = {}): ProductForSale {
  return {
    productId: uuid(),
    sku: 'ESP-250',
    name: 'Espresso 250 g',
    unitPrice: 1_000,
    taxRate: 2_100,
    ...given,
  };
}

export function aLine(given: Partial<CartLine> = {}): CartLine {
  return { ...aProduct(), lineId: uuid(), quantity: 1, discounts: [], ...given };
}

export function aDiscount(given: Partial<Discount> = {}): Discount {
  return { discountId: uuid(), kind: 'percent', value: 1_000, reason: null, ...given };
}

export function aPayment(given: Partial<Payment> = {}): Payment {
  return {
    paymentId: uuid(),
    method: 'cash',
    amount: 1_000,
    takenBy: cashier,
    takenAt: NOON.toISOString(),
    voided: null,
    ...given,
  };
}

export function aCart(given: Partial<Cart> = {}): Cart {
  return {
    cartId: uuid(),
    posId: uuid(),
    status: 'open',
    version: 1,
    currency: 'EUR',
    lines: [],
    discounts: [],
    payments: [],
    openedBy: cashier,
    openedAt: NOON,
    updatedAt: NOON,
    ...given,
  };
}
