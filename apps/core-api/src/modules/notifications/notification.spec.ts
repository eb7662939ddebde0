import type { SalePayload } from '@business-control/realtime-contracts';
import { describe, expect, it } from 'vitest';
import { noticeOfMessage, noticeOfSale } from './notification.js';

const line = (quantity: number): SalePayload['lines'][number] => ({
  lineId: 'l',
  productId: 'p',
  sku: 'COF',
  name: 'Coffee',
  quantity,
  unitPrice: 100,
  discounts: [],
  total: 100 * quantity,
  taxRate: 0,
  tax: 0,
});
const sale = (over: Partial<SalePayload> = {}): SalePayload => ({
  saleId: 's',
  receiptNumber: 7,
  channel: 'till',
  posId: 't',
  cartId: 'c',
  orderId: null,
  warehouseId: 'w',
  currency: 'EUR',
  lines: [line(2), line(1)],
  discounts: [],
  payments: [],
  totals: { subtotal: 300, discount: 0, total: 1_234, tax: 0, paid: 1_234, due: 0, change: 0 },
  soldBy: { userId: 'u', displayName: 'Cashier' },
  completedAt: '2026-03-02T12:00:00.000Z',
  ...over,
});

describe('noticeOfSale', () => {
  it('says what was sold, how and by whom', () => {
    expect(noticeOfSale(sale())).toEqual({
      kind: 'sale',
      title: 'Sold for €12.34',
      text: '3 units, receipt 7, by Cashier',
      subject: { kind: 'sale', id: 's' },
    });
  });

  it('tells an order from a receipt', () => {
    const phone = noticeOfSale(sale({ channel: 'phone', lines: [line(1)], currency: 'JPY' }));
    expect(phone).toMatchObject({ title: 'Sold for ¥1,234', text: '1 unit, phone order 7, by Cashier' });
    expect(noticeOfSale(sale({ channel: 'online' })).text).toContain('online order 7');
  });
});

describe('noticeOfMessage', () => {
  it('says what the rule found, and how urgent it is', () => {
    const message = {
      messageId: 'm',
      code: 'low-stock' as const,
      title: 'Coffee runs low',
      text: '3 left',
      subject: { kind: 'product' as const, id: 'p' },
      facts: {},
      raisedAt: '2026-03-02T12:00:00.000Z',
    };
    expect(noticeOfMessage('warning', message)).toEqual({
      kind: 'warning',
      title: 'Coffee runs low',
      text: '3 left',
      subject: { kind: 'product', id: 'p' },
    });
  });
});
