import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffDelay } from './backoff.js';

const options = { minMs: 100, maxMs: 3_000, jitter: 0.5 };

describe('backoffDelay', () => {
  it('doubles up to the maximum when chance takes nothing off', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6].map((attempt) => backoffDelay(attempt, options, () => 0));
    expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_000, 3_000]);
  });

  it('spreads a wait over its jitter share', () => {
    expect(backoffDelay(2, options, () => 1)).toBe(200);
    expect(backoffDelay(2, options, () => 0.5)).toBe(300);
  });

  it('stays between the unjittered share and the maximum, however often it failed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
        const wait = backoffDelay(attempt, options, () => chance);
        expect(wait).toBeGreaterThanOrEqual(options.minMs / 2);
        expect(wait).toBeLessThanOrEqual(options.maxMs);
      }),
    );
  });
});
