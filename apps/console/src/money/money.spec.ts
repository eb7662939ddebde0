import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalsOf, formatMoney, toMajor, toMinor } from './money.js';

describe('money', () => {
  it('follows the decimals of the currency', () => {
    expect(['EUR', 'JPY', 'KWD'].map(decimalsOf)).toEqual([2, 0, 3]);
    expect(formatMoney(1_234, 'EUR')).toContain('12.34');
    expect(formatMoney(1_234, 'JPY')).toContain('1,234');
    expect(formatMoney(1_234, 'KWD')).toContain('1.234');
  });

  it('rounds what was typed to amounts that exist', () => {
    expect(toMinor(0.1 + 0.2, 'EUR')).toBe(30);
    expect(toMinor(19.999, 'EUR')).toBe(2_000);
  });

  it('comes back to the same minor units', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.constantFrom('EUR', 'JPY', 'KWD'),
        (minor, currency) => {
          expect(toMinor(toMajor(minor, currency), currency)).toBe(minor);
        },
      ),
    );
  });
});
