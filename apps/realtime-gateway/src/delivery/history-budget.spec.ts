import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type History, HistoryBudget } from './history-budget.js';

/** A history of events of these sizes, oldest first. */
class Sizes implements History {
  constructor(readonly sizes: number[] = []) {}

  get bytes(): number {
    return this.sizes.reduce((sum, size) => sum + size, 0);
  }

  forgetOldest(): void {
    this.sizes.shift();
  }
}

function grow(budget: HistoryBudget, history: Sizes, size: number): void {
  history.sizes.push(size);
  budget.grown(history);
}

describe('a budget of histories', () => {
  it('takes from the longest quiet, the oldest first, then from the next', () => {
    const budget = new HistoryBudget(10);
    const [quiet, middle, busy] = [new Sizes(), new Sizes(), new Sizes()];
    grow(budget, busy, 1);
    grow(budget, quiet, 2);
    grow(budget, quiet, 3);
    grow(budget, middle, 2);
    grow(budget, middle, 2);
    grow(budget, busy, 1);
    expect([quiet.sizes, middle.sizes, busy.sizes]).toEqual([[3], [2, 2], [1, 1]]);
    grow(budget, busy, 5);
    expect([quiet.sizes, middle.sizes, busy.sizes]).toEqual([[], [2], [1, 1, 5]]);
    expect([budget.bytes, budget.displaced]).toEqual([9, 3]);
  });

  it('counts what is forgotten for another reason no longer', () => {
    const budget = new HistoryBudget(10);
    const [one, other] = [new Sizes(), new Sizes()];
    grow(budget, one, 8);
    one.sizes.length = 0;
    budget.settle(one);
    budget.settle(other);
    grow(budget, other, 9);
    expect([one.sizes, other.sizes, budget.bytes, budget.displaced]).toEqual([[], [9], 9, 0]);
  });

  it('is never exceeded, and always counts what there is', () => {
    const step = fc.record({
      history: fc.nat(3),
      size: fc.integer({ min: 1, max: 10 }),
      expire: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const budget = new HistoryBudget(25);
        const histories = Array.from({ length: 4 }, () => new Sizes());
        for (const { history, size, expire } of steps) {
          const grown = histories[history] ?? new Sizes();
          if (expire) {
            grown.forgetOldest();
            budget.settle(grown);
          } else grow(budget, grown, size);
          const total = histories.reduce((sum, { bytes }) => sum + bytes, 0);
          expect(budget.bytes).toBe(total);
          expect(total).toBeLessThanOrEqual(25);
          // The newest of whoever grew last has a place in any case.
          if (!expire) expect(grown.sizes.at(-1)).toBe(size);
        }
      }),
    );
  });
});
