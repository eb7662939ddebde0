import { describe, expect, it } from 'vitest';
import { businessHour } from '../dashboards/business-hour.js';
import { soldBefore } from './sold-before.js';

const now = new Date('2026-03-16T14:00:00.000Z');
const shop = {
  timeZone: 'Europe/Amsterdam',
  currency: 'EUR',
  warehouseId: 'w',
  posIds: ['pos-1', 'pos-2'],
  products: [
    { productId: 'p-1', sku: 'A', name: 'A', unitPrice: 390, taxRate: 900 },
    { productId: 'p-2', sku: 'B', name: 'B', unitPrice: 1_295, taxRate: 2_100 },
  ],
  cashier: { userId: 'u', displayName: 'Cashier' },
};

describe('two weeks of a demo shop', () => {
  const sold = soldBefore(shop, now);
  const sales = sold.map(({ sale }) => sale);

  it('are paid in full, in opening hours, and over by now', () => {
    expect(sales.length).toBeGreaterThan(200);
    for (const { totals, completedAt } of sales) {
      const hour = businessHour(new Date(completedAt), shop.timeZone);
      expect(totals).toMatchObject({ due: 0, change: 0 });
      expect([hour >= 8, hour < 18, completedAt < now.toISOString()]).toEqual([true, true, true]);
    }
  });

  it('number the receipts of each till without holes, in order of time', () => {
    for (const posId of shop.posIds) {
      const ofTill = sales.filter((sale) => sale.posId === posId);
      expect(ofTill.map(({ receiptNumber }) => receiptNumber)).toEqual(ofTill.map((_, index) => index + 1));
      expect(ofTill.map(({ completedAt }) => completedAt)).toEqual(
        ofTill.map(({ completedAt }) => completedAt).sort(),
      );
    }
  });
});
