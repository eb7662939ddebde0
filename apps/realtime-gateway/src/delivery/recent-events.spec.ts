import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delivery } from './deliver.js';
import { type RecentEvent, RecentEvents } from './recent-events.js';

const delivery: Delivery = {
  ok: true,
  channels: [],
  name: 'pos:till:opened',
  kind: 'durable',
  conflationKey: undefined,
  args: [{}, { id: 'i', occurredAt: 'now', actor: { userId: null, deviceId: null } }],
};
const event = (seq: number, at = 0, bytes = 10): RecentEvent => ({ seq, at, bytes, delivery });
const limits = { events: 3, bytes: 100, ageMs: 1_000 };
const numbers = (events: readonly RecentEvent[] | undefined) => events?.map(({ seq }) => seq);

function recent(...events: RecentEvent[]): RecentEvents {
  const kept = new RecentEvents(limits, 0);
  for (const each of events) kept.add(each);
  return kept;
}

describe('RecentEvents', () => {
  it('knows what followed a number, also one without an entry', () => {
    const kept = recent(event(2), event(5), event(6));
    expect(numbers(kept.after(0))).toEqual([2, 5, 6]);
    expect(numbers(kept.after(3))).toEqual([5, 6]);
    expect(numbers(kept.after(5))).toEqual([6]);
    expect(numbers(kept.after(9))).toEqual([]);
  });

  it('knows nothing about the time before it', () => {
    expect(new RecentEvents(limits, 7).after(6)).toBeUndefined();
    expect(new RecentEvents(limits, 7).after(7)).toEqual([]);
  });

  it('forgets the oldest beyond its number of events, and says so', () => {
    const kept = recent(event(1), event(2), event(3), event(4));
    expect(kept.after(0)).toBeUndefined();
    expect(numbers(kept.after(1))).toEqual([2, 3, 4]);
  });

  it('forgets the oldest beyond its bytes, and an event that is larger than all of them', () => {
    const kept = recent(event(1, 0, 60), event(2, 0, 60));
    expect(numbers(kept.after(1))).toEqual([2]);
    kept.add(event(3, 0, 101));
    expect(kept.count).toBe(0);
    expect(kept.bytes).toBe(0);
    expect(kept.after(2)).toBeUndefined();
    expect(kept.after(3)).toEqual([]);
  });

  it('forgets what is too old', () => {
    const kept = recent(event(1, 0), event(2, 500));
    kept.forgetExpired(1_000);
    expect(kept.count).toBe(2);
    kept.forgetExpired(1_001);
    expect(kept.after(0)).toBeUndefined();
    expect(numbers(kept.after(1))).toEqual([2]);
  });

  it('has everything after a number, or says that it has not, within its bounds', () => {
    const step = fc.record({ skip: fc.nat(3), bytes: fc.integer({ min: 1, max: 40 }), wait: fc.nat(300) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 1_000 }), (steps) => {
        const bounds = { events: 20, bytes: 500, ageMs: 2_000 };
        const kept = new RecentEvents(bounds, 0);
        const all: RecentEvent[] = [];
        let [seq, now] = [0, 0];
        for (const { skip, bytes, wait } of steps) {
          seq += 1 + skip;
          now += wait;
          all.push(event(seq, now, bytes));
          kept.add(event(seq, now, bytes));
          kept.forgetExpired(now);
        }
        expect(kept.count).toBeLessThanOrEqual(bounds.events);
        expect(kept.bytes).toBeLessThanOrEqual(bounds.bytes);
        for (let since = 0; since <= seq; since += 1) {
          const after = kept.after(since);
          if (after) expect(after).toEqual(all.filter((each) => each.seq > since));
          else expect(since).toBeLessThan(kept.completeSince);
        }
      }),
      { numRuns: 50 },
    );
  });
});
