import type {
  DailyTotalsPayload,
  SalePayload,
  StockLevelPayload,
  SystemMessagePayload,
} from '@business-control/realtime-contracts';
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

/** How much of a product lies in a warehouse. */
export function aLevel(over: Partial<StockLevelPayload> = {}): StockLevelPayload {
  return {
    warehouseId: uuidv7(),
    productId: uuidv7(),
    sku: 'COF',
    name: 'Coffee',
    onHand: 20,
    reserved: 0,
    available: 20,
    minimum: 10,
    unitCost: 100,
    batches: [],
    version: 1,
    movementId: null,
    updatedAt: '2026-01-01T12:00:00.000Z',
    ...over,
  };
}

/** What a till has sold on a day. */
export function dailyTotals(over: Partial<DailyTotalsPayload> = {}): DailyTotalsPayload {
  return {
    posId: uuidv7(),
    date: '2026-01-01',
    currency: 'EUR',
    salesCount: 1,
    total: 390,
    tax: 0,
    discount: 0,
    cash: 390,
    card: 0,
    ...over,
  };
}
