import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignVisitors, nextAgent, type SalesAgent } from './assign-visitor.js';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
const now = at(59);
const agent = (userId: string, open: number, idleMinute = 0): SalesAgent => ({
  userId,
  displayName: userId,
  open,
  idleSince: at(idleMinute),
});

describe('the next visitor', () => {
  it('goes to whoever looks after the fewest', () => {
    expect(nextAgent([agent('a', 2), agent('b', 1, 30), agent('c', 3)])?.userId).toBe('b');
  });

  it('goes to who has been idle for longest among several', () => {
    expect(nextAgent([agent('a', 1, 20), agent('b', 1, 10), agent('c', 1, 30)])?.userId).toBe('b');
  });

  it('goes to the same one whatever the order in which they are named', () => {
    expect(nextAgent([agent('b', 1), agent('a', 1)])?.userId).toBe('a');
    expect(nextAgent([agent('a', 1), agent('b', 1)])?.userId).toBe('a');
  });

  it('waits when nobody is there', () => {
    expect(nextAgent([])).toBeUndefined();
  });
});

describe('visitors who are assigned together', () => {
  const agents = fc.uniqueArray(
    fc.record({ userId: fc.stringMatching(/^[a-z]{1,4}$/), open: fc.nat(6), idle: fc.nat(50) }),
    { selector: ({ userId }) => userId, maxLength: 6 },
  );
  const waiting = fc.uniqueArray(fc.nat(1_000), { maxLength: 30 });
  const standing = (all: readonly { userId: string; open: number; idle: number }[]) =>
    all.map(({ userId, open, idle }) => agent(userId, open, idle));

  it('get one agent each, of those who are there, in the order in which they wait', () => {
    fc.assert(
      fc.property(agents, waiting, (all, visits) => {
        const there = standing(all);
        const given = assignVisitors(visits, there, now);
        expect(given.map(({ visit }) => visit)).toEqual(there.length > 0 ? visits : []);
        for (const { salesAgent } of given) {
          expect(there.map(({ userId }) => userId)).toContain(salesAgent.userId);
        }
      }),
    );
  });

  it('never make anybody look after two more than somebody else, unless it was so before', () => {
    fc.assert(
      fc.property(agents, waiting, (all, visits) => {
        fc.pre(all.length > 0);
        const open = new Map(all.map((each) => [each.userId, each.open]));
        for (const { salesAgent } of assignVisitors(visits, standing(all), now)) {
          expect(open.get(salesAgent.userId)).toBe(Math.min(...open.values()));
          open.set(salesAgent.userId, (open.get(salesAgent.userId) ?? 0) + 1);
        }
      }),
    );
  });

  it('come to every agent in turn', () => {
    const turns = assignVisitors([1, 2, 3, 4], [agent('a', 0, 5), agent('b', 0, 1)], now);
    expect(turns.map(({ salesAgent }) => salesAgent.userId)).toEqual(['b', 'a', 'a', 'b']);
  });
});
