import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quickCash } from './quick-cash.js';

describe('quickCash', () => {
  it('offers the exact amount and what notes make up', () => {
    expect(quickCash(1_230, 'EUR')).toEqual([1_230, 1_500, 2_000, 5_000, 10_000]);
    expect(quickCash(2_000, 'EUR')).toEqual([2_000, 5_000, 10_000]);
    expect(quickCash(730, 'JPY')).toEqual([730, 1_000, 2_000, 5_000, 10_000]);
  });

  it('never offers less than is due, nor the same amount twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.constantFrom('EUR', 'JPY'), (due, currency) => {
        const amounts = quickCash(due, currency);
        expect(amounts[0]).toBe(due);
        expect(new Set(amounts).size).toBe(amounts.length);
        expect(Math.min(...amounts)).toBe(due);
      }),
    );
  });
});
