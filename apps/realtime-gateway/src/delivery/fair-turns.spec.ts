import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inFairTurns } from './fair-turns.js';

interface Item {
  readonly owner: string;
  readonly n: number;
  readonly cost: number;
}

const items = fc
  .array(
    fc.record({ owner: fc.constantFrom('acme', 'globex', 'initech'), cost: fc.integer({ min: 0, max: 40 }) }),
    { maxLength: 120 },
  )
  .map((all) => all.map((item, n): Item => ({ ...item, n })));

/** In which order items were done, `'pause'` in between. */
async function done(all: readonly Item[], { quantum = 10, slice = 50 } = {}): Promise<(Item | 'pause')[]> {
  const log: (Item | 'pause')[] = [];
  await inFairTurns(all, {
    ownerOf: ({ owner }) => owner,
    work: (item) => {
      log.push(item);
      return item.cost;
    },
    quantum,
    slice,
    pause: async () => void log.push('pause'),
  });
  return log;
}

const isItem = (entry: Item | 'pause') => entry !== 'pause';
const costOf = ({ cost }: Item) => Math.max(1, cost);

describe('inFairTurns', () => {
  it('does everything, once, and the items of one owner in order', async () => {
    await fc.assert(
      fc.asyncProperty(items, async (all) => {
        const log = (await done(all)).filter(isItem);
        expect(log).toHaveLength(all.length);
        for (const owner of ['acme', 'globex', 'initech']) {
          const own = (item: Item) => item.owner === owner;
          expect(log.filter(own)).toEqual(all.filter(own));
        }
      }),
    );
  });

  it('lets no owner get ahead of another that waits by more than a quantum and an item', async () => {
    await fc.assert(
      fc.asyncProperty(items, fc.integer({ min: 1, max: 60 }), async (all, quantum) => {
        const left = new Map<string, number>();
        for (const { owner } of all) left.set(owner, (left.get(owner) ?? 0) + 1);
        const spent = new Map([...left.keys()].map((owner) => [owner, 0]));
        const dearest = Math.max(0, ...all.map(costOf));
        for (const item of (await done(all, { quantum })).filter(isItem)) {
          spent.set(item.owner, (spent.get(item.owner) ?? 0) + costOf(item));
          left.set(item.owner, (left.get(item.owner) ?? 0) - 1);
          const waiting = [...spent].filter(([owner]) => (left.get(owner) ?? 0) > 0).map(([, cost]) => cost);
          const ahead = (spent.get(item.owner) ?? 0) - Math.min(...waiting);
          if (waiting.length > 0) expect(ahead).toBeLessThan(quantum + dearest);
        }
      }),
    );
  });

  it('lets the rest of the process go on after every slice', async () => {
    await fc.assert(
      fc.asyncProperty(items, fc.integer({ min: 1, max: 100 }), async (all, slice) => {
        let spent = 0;
        for (const entry of await done(all, { slice })) {
          if (entry === 'pause') {
            expect(spent).toBeGreaterThanOrEqual(slice);
            spent = 0;
          } else {
            expect(spent).toBeLessThan(slice);
            spent += costOf(entry);
          }
        }
        expect(spent).toBeLessThan(slice);
      }),
    );
  });

  it('gives the one event of a quiet owner its turn among thousands of another', async () => {
    const noisy = Array.from({ length: 5_000 }, (_, n): Item => ({ owner: 'acme', n, cost: 1 }));
    const log = (await done([...noisy, { owner: 'globex', n: 5_000, cost: 1 }])).filter(isItem);
    expect(log.findIndex(({ owner }) => owner === 'globex')).toBe(10);
  });
});
