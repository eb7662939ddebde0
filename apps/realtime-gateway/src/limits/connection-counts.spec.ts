import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalConnectionCounts } from './connection-counts.js';

describe('LocalConnectionCounts', () => {
  it('counts under every key or under none, and forgets what was taken back', () => {
    const key = fc.constantFrom('a', 'b', 'c');
    const steps = fc.array(fc.record({ keys: fc.uniqueArray(key, { minLength: 1 }), leave: fc.boolean() }));
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 3 }), (all, limit) => {
        const counts = new LocalConnectionCounts();
        const held: { key: string; limit: number }[][] = [];
        const of = (name: string) => held.flat().filter((each) => each.key === name).length;
        for (const { keys, leave } of all) {
          const gone = leave ? held.pop() : undefined;
          if (gone) counts.release(gone);
          const wanted = keys.map((name) => ({ key: name, limit }));
          const full = wanted.find((each) => of(each.key) >= limit);
          expect(counts.tryAcquire(wanted)).toBe(full?.key);
          if (!full) held.push(wanted);
          expect(counts.entries().toSorted()).toEqual(
            ['a', 'b', 'c'].filter((name) => of(name) > 0).map((name) => [name, of(name)]),
          );
        }
      }),
    );
  });
});
