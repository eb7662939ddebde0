import { describe, expect, it } from 'vitest';
import { kpiDays, kpisOf, movedOn, projectionOf, soldFrom } from './inventory-kpis.js';

const sums = {
  stockValue: 12_000,
  unitsOnHand: 80,
  productsUnderMinimum: 1,
  productsOutOfStock: 0,
  batchesExpiring: 2,
  soldLast30Days: 100,
};
const shown = { currency: 'EUR', version: 4 };

describe('the key figures of the stock', () => {
  it('tell how often what is on hand was sold, to two decimals', () => {
    expect(kpisOf(sums, shown)).toEqual({ ...sums, ...shown, turnover: 1.25 });
    expect(kpisOf({ ...sums, unitsOnHand: 3, soldLast30Days: 1 }, shown).turnover).toBe(0.33);
  });

  it.each([0, -2])('have no turnover with %i units on hand', (unitsOnHand) => {
    expect(kpisOf({ ...sums, unitsOnHand }, shown).turnover).toBeNull();
  });

  it('know of batches that hold units when they expire, the first first', () => {
    const batch = (code: string, expiresOn: string | null, onHand: number) => ({ code, expiresOn, onHand });
    const level = projectionOf({
      warehouseId: 'w',
      productId: 'p',
      sku: 'MILK',
      name: 'Milk',
      onHand: 9,
      reserved: 2,
      available: 7,
      minimum: 3,
      unitCost: 80,
      batches: [
        batch('b', '2026-04-01', 3),
        batch('a', '2026-03-01', 4),
        batch('gone', '2026-02-01', 0),
        batch('keeps', null, 2),
      ],
      version: 5,
      movementId: null,
      updatedAt: '2026-03-02T12:00:00.000Z',
    });
    expect(level).toEqual({
      warehouseId: 'w',
      productId: 'p',
      onHand: 9,
      available: 7,
      minimum: 3,
      unitCost: 80,
      expiries: ['2026-03-01', '2026-04-01'],
      archived: false,
      version: 5,
    });
  });

  it('are of thirty business days, and of batches up to the warning days from now', () => {
    expect(soldFrom('2026-03-30')).toBe('2026-03-01');
    expect(kpiDays('2026-12-28', 7)).toEqual({ asOf: '2026-12-28', expiringBy: '2027-01-04' });
    expect(kpiDays('2026-03-28', 2).expiringBy).toBe('2026-03-30');
  });

  it('move on with the day and with what is called expiring, and never back', () => {
    const today = kpiDays('2026-03-02', 7);
    expect(movedOn(today, today)).toBe(false);
    expect(movedOn(today, kpiDays('2026-03-03', 7))).toBe(true);
    expect(movedOn(today, kpiDays('2026-03-02', 3))).toBe(true);
    expect(movedOn(today, kpiDays('2026-03-01', 7))).toBe(false);
  });
});
