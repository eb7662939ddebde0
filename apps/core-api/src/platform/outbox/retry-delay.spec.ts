import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryDelay } from './retry-delay.js';

describe('the delay before a retry', () => {
  it('doubles from 100 ms', () => {
    expect([1, 2, 3, 4].map((failures) => retryDelay(failures, () => 1))).toEqual([100, 200, 400, 800]);
  });

  it('stays between half of its ceiling and 5 s, whatever the dice say', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, dice) => {
          const delay = retryDelay(failures, () => dice);
          expect(delay).toBeGreaterThanOrEqual(50);
          expect(delay).toBeLessThanOrEqual(5_000);
          expect(delay).toBeGreaterThanOrEqual(retryDelay(failures, () => 0));
        },
      ),
    );
  });

  it('is not the same for two processes that failed together', () => {
    expect(new Set(Array.from({ length: 20 }, () => retryDelay(5))).size).toBeGreaterThan(1);
  });
});
