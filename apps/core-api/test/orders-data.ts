import { v7 as uuid } from 'uuid';
import type { Order, OrderLine } from '../src/modules/orders/order.js';
import { priceLine, priceOrder } from '../src/modules/orders/order-pricing.js';

export const NOON = new Date('2026-03-02T12:00:00.000Z');
export const clerk = { userId: uuid(), displayName: 'Clerk' };

/** Builders of test data: every one makes a new thing, unlike any other. */
export function anOrderLine(given: Partial<OrderLine> = {}): OrderLine {
  const product = {
    productId: uuid(),
    sku: 'ESP-250',
    name: 'Espresso 250 g',
    unitPrice: 1_000,
    taxRate: 2_100,
  };
  return { ...priceLine(uuid(), product, 2), ...given };
}

export function anOrder(given: Partial<Order> = {}): Order {
  const lines = [anOrderLine()];
  return {
    orderId: uuid(),
    number: 7,
    channel: 'phone',
    status: 'pending',
    version: 1,
    branchId: null,
    warehouseId: uuid(),
    customer: { customerId: uuid(), userId: null, name: 'Regular customer' },
    currency: 'EUR',
    lines,
    ...priceOrder(lines),
    payment: null,
    saleId: null,
    note: null,
    createdBy: clerk,
    createdAt: NOON,
    updatedAt: NOON,
    ...given,
  };
}

/** An order whose payment has made a sale of it. */
export function aPaidOrder(given: Partial<Order> = {}): Order {
  return anOrder({ status: 'confirmed', saleId: uuid(), ...given });
}
