import type { DailyTotalsPayload } from '@business-control/realtime-contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyTotals, sumOf } from './totals.js';

const totals = (posId: string, salesCount: number, date = '2026-01-05'): DailyTotalsPayload => ({
  posId,
  date,
  currency: 'EUR',
  salesCount,
  total: salesCount * 100,
  tax: salesCount * 10,
  discount: 0,
  cash: salesCount * 60,
  card: salesCount * 40,
});

const today = { date: '2026-01-05', currency: 'EUR', items: [] };

describe('applyTotals', () => {
  it('ends at the newest totals of each till in whatever order they arrive', () => {
    const arrivals = [totals('a', 1), totals('a', 2), totals('a', 3), totals('b', 1), totals('b', 2)];
    fc.assert(
      fc.property(fc.shuffledSubarray(arrivals, { minLength: arrivals.length }), (shuffled) => {
        const { items } = shuffled.reduce(applyTotals, today);
        expect(sumOf(items)).toMatchObject({ salesCount: 5, total: 500, tax: 50, cash: 300, card: 200 });
      }),
    );
  });

  it('begins a new day with the first sale after midnight', () => {
    const day = [totals('a', 7), totals('b', 1, '2026-01-06')].reduce(applyTotals, today);
    expect(day.date).toBe('2026-01-06');
    expect(day.items.map(({ posId }) => posId)).toEqual(['b']);
  });

  it('ignores what belongs to a day before', () => {
    const day = applyTotals({ ...today, items: [totals('a', 1)] }, totals('a', 9, '2026-01-04'));
    expect(day.items).toEqual([totals('a', 1)]);
  });
});
