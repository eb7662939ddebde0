import type { SalePayload, SystemMessagePayload } from '@business-control/realtime-contracts';
import { v7 as uuidv7 } from 'uuid';

/** A sale of one coffee at a till. */
export function aSale(over: Partial<SalePayload> = {}): SalePayload {
  return {
    saleId: uuidv7(),
    receiptNumber: 1,
    channel: 'till',
    posId: uuidv7(),
    cartId: uuidv7(),
    orderId: null,
    warehouseId: uuidv7(),
    currency: 'EUR',
    lines: [],
    discounts: [],
    payments: [],
    totals: { subtotal: 390, discount: 0, total: 390, tax: 0, paid: 390, due: 0, change: 0 },
    soldBy: { userId: 'someone', displayName: 'Cashier' },
    completedAt: '2026-01-01T12:00:00.000Z',
    ...over,
  };
}

/** What a rule found about a product. */
export function aMessage(over: Partial<SystemMessagePayload> = {}): SystemMessagePayload {
  return {
    messageId: uuidv7(),
    code: 'low-stock',
    title: 'Coffee runs low',
    text: '3 can still be sold, the minimum is 10',
    subject: { kind: 'product', id: uuidv7() },
    facts: {},
    raisedAt: '2026-01-01T12:00:00.000Z',
    ...over,
  };
}
