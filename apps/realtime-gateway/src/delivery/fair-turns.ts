export interface FairTurns<Item> {
  /** Whose work an item is. */
  readonly ownerOf: (item: Item) => string;
  /** Does the work of an item and returns what it cost; anything below 1 counts as 1. */
  readonly work: (item: Item) => number;
  /** What an owner may spend before the next one's turn. */
  readonly quantum: number;
  /** What all of them may spend before `pause`. */
  readonly slice: number;
  /** Lets everything else in the process go on for a moment. */
  readonly pause: () => Promise<void>;
}

/**
 * Works off items so that an owner with many, or costly ones, does not keep the others waiting (deficit round robin,
 * paid afterwards, because a cost is known only then). Each owner's items are done in order. As long as two owners
 * both have work, neither is ahead of the other by `quantum` plus the cost of one item.
 */
export async function inFairTurns<Item>(items: readonly Item[], turns: FairTurns<Item>): Promise<void> {
  const { ownerOf, work, quantum, slice, pause } = turns;
  let waiting = Array.from(Map.groupBy(items, ownerOf).values(), (own) => ({
    own: own.values(),
    left: own.length,
    allowance: 0,
  }));
  let spent = 0;
  while (waiting.length > 0) {
    for (const owner of waiting) {
      owner.allowance += quantum;
      while (owner.allowance > 0 && owner.left > 0) {
        const { value, done } = owner.own.next();
        if (done) break;
        const cost = Math.max(1, work(value));
        owner.left -= 1;
        owner.allowance -= cost;
        spent += cost;
        if (spent < slice) continue;
        spent = 0;
        await pause();
      }
    }
    waiting = waiting.filter(({ left }) => left > 0);
  }
}
