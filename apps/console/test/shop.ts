import type { CartPayload, DailyTotalsPayload, SalePayload } from '@business-control/realtime-contracts';
import type { SignedInUser } from '../src/session/signed-in-user.js';
import type { Product } from '../src/till/product.js';

export const signedIn: SignedInUser = {
  userId: 'u-own',
  displayName: 'Shop Manager',
  email: 'signedIn@acme.test',
  roles: ['manager'],
  permissions: ['pos.read', 'pos.sell', 'pos.totals.read'],
  organization: { organizationId: 'o-acme', name: 'Acme' },
};

export const counters = [
  { posId: 'pos-1', name: 'Counter 1', warehouseId: 'w-shop' },
  { posId: 'pos-2', name: 'Counter 2', warehouseId: 'w-shop' },
];

export const tea: Product = {
  productId: 'p-tea',
  sku: 'TEA-1',
  name: 'Green tea',
  unitPrice: 450,
  currency: 'EUR',
  taxRate: 900,
  available: 12,
  minimumStock: 5,
};

export const mug: Product = {
  productId: 'p-mug',
  sku: 'MUG-1',
  name: 'Stoneware mug',
  unitPrice: 1_200,
  currency: 'EUR',
  taxRate: 2_100,
  available: 0,
  minimumStock: 5,
};

type Line = CartPayload['lines'][number];

export function lineOf(product: Product, quantity: number, change: Partial<Line> = {}): Line {
  const { productId, sku, name, unitPrice, taxRate } = product;
  const total = unitPrice * quantity;
  return {
    lineId: `l-${productId}`,
    productId,
    sku,
    name,
    quantity,
    unitPrice,
    taxRate,
    discounts: [],
    total,
    tax: Math.round((total * taxRate) / (10_000 + taxRate)),
    ...change,
  };
}

/** A cart whose totals follow from its lines, cart discounts and payments. */
export function cartOf(change: Partial<CartPayload> = {}): CartPayload {
  const { lines = [], discounts = [], payments = [] } = change;
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const subtotal = sum(lines.map(({ unitPrice, quantity }) => unitPrice * quantity));
  const total = sum(lines.map((line) => line.total)) - sum(discounts.map(({ amount }) => amount));
  const paid = sum(payments.map(({ amount }) => amount));
  return {
    cartId: 'c-1',
    posId: 'pos-1',
    status: 'open',
    version: 1,
    currency: 'EUR',
    lines,
    discounts,
    payments,
    totals: {
      subtotal,
      discount: subtotal - total,
      total,
      tax: sum(lines.map((line) => line.tax)),
      paid,
      due: Math.max(0, total - paid),
      change: Math.max(0, paid - total),
    },
    openedBy: { userId: 'u-other', displayName: 'Other Cashier' },
    openedAt: '2026-01-05T09:00:00.000Z',
    updatedAt: '2026-01-05T09:00:00.000Z',
    ...change,
  };
}

export function paymentOf(method: 'cash' | 'card', amount: number): CartPayload['payments'][number] {
  const takenBy = { userId: 'u-own', displayName: 'Shop Manager' };
  return { paymentId: `pay-${method}`, method, amount, takenBy, takenAt: '2026-01-05T09:05:00.000Z' };
}

export function saleOf(cart: CartPayload, change: Partial<SalePayload> = {}): SalePayload {
  const { cartId, posId, currency, lines, discounts, payments, totals } = cart;
  return {
    saleId: `s-${cartId}`,
    receiptNumber: 7,
    channel: 'till',
    posId,
    cartId,
    orderId: null,
    warehouseId: 'w-shop',
    currency,
    lines,
    discounts,
    payments,
    totals,
    soldBy: { userId: 'u-other', displayName: 'Other Cashier' },
    completedAt: '2026-01-05T09:10:00.000Z',
    ...change,
  };
}

export function totalsOf(posId: string, salesCount: number): DailyTotalsPayload {
  const total = salesCount * 1_000;
  return {
    posId,
    date: '2026-01-05',
    currency: 'EUR',
    salesCount,
    total,
    tax: total / 10,
    discount: 0,
    cash: total * 0.6,
    card: total * 0.4,
  };
}
