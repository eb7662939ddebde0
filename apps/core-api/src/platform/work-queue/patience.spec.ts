import { describe, expect, it } from 'vitest';
import { patienceWith } from './patience.js';

const DAY_MS = 86_400_000;

describe('the patience with a database that fails', () => {
  it.each(['database.unavailable', 'database.busy', 'database.outcome-unknown'] as const)(
    'does not end while it is %s',
    (code) => {
      expect(patienceWith(code, { failures: 100_000, sinceMs: DAY_MS })).toBe(5_000);
    },
  );

  it.each(['database.too-slow', 'database.conflict'] as const)(
    'ends after two minutes of %s: it may be the fact',
    (code) => {
      expect(patienceWith(code, { failures: 9, sinceMs: 119_999 })).toBe(5_000);
      expect(patienceWith(code, { failures: 9, sinceMs: 120_000 })).toBeUndefined();
    },
  );

  it('begins with little', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map((failures) =>
      patienceWith('database.busy', { failures, sinceMs: 0 }),
    );
    expect(waits).toEqual([200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
  });
});
