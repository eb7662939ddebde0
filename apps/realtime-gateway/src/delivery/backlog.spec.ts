import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Backlog } from './backlog.js';
import type { Delivery } from './deliver.js';

function delivery(seq: number, kind: Delivery['kind'], key: string): Delivery {
  return {
    ok: true,
    channels: [],
    name: 'stock',
    kind,
    conflationKey: kind === 'latest' ? key : undefined,
    args: [
      key,
      { id: `${seq}`, cursor: `e1.${seq}`, occurredAt: '', actor: { userId: 'u1', deviceId: null } },
    ],
  };
}

const sent = fc.array(
  fc.record({
    kind: fc.constantFrom<Delivery['kind']>('durable', 'latest', 'ephemeral'),
    key: fc.constantFrom('tea', 'coffee', 'milk'),
    bytes: fc.integer({ min: 1, max: 500 }),
  }),
);

function drained(backlog: Backlog): Delivery[] {
  const taken: Delivery[] = [];
  for (let next = backlog.shift(); next; next = backlog.shift()) taken.push(next);
  return taken;
}

describe('Backlog', () => {
  it('hands out in order every durable event and the newest latest one of each key, and nothing else', () => {
    fc.assert(
      fc.property(sent, (events) => {
        const backlog = new Backlog();
        const deliveries = events.map(({ kind, key }, n) => delivery(n, kind, key));
        deliveries.forEach((each, n) => {
          backlog.add(each, events[n]?.bytes ?? 0);
        });
        const kept = deliveries.filter(
          ({ kind, conflationKey }, n) =>
            kind === 'durable' ||
            (kind === 'latest' &&
              !deliveries.slice(n + 1).some((later) => later.conflationKey === conflationKey)),
        );
        expect(drained(backlog)).toEqual(kept);
      }),
    );
  });

  it('counts the bytes of what waits, and nothing when nothing does', () => {
    fc.assert(
      fc.property(sent, (events) => {
        const backlog = new Backlog();
        const waiting = new Map<string | number, number>();
        events.forEach(({ kind, key, bytes }, n) => {
          backlog.add(delivery(n, kind, key), bytes);
          if (kind !== 'ephemeral') waiting.set(kind === 'latest' ? key : n, bytes);
        });
        expect(backlog.bytes).toBe([...waiting.values()].reduce((sum, bytes) => sum + bytes, 0));
        drained(backlog);
        expect(backlog.bytes).toBe(0);
        expect(backlog.isEmpty).toBe(true);
      }),
    );
  });

  it('tells an event that replaced an older one, and forgets all at once', () => {
    const backlog = new Backlog();
    expect(backlog.add(delivery(1, 'latest', 'tea'), 10)).toBe(false);
    expect(backlog.add(delivery(2, 'latest', 'tea'), 12)).toBe(true);
    expect(backlog.bytes).toBe(12);
    backlog.clear();
    expect([backlog.bytes, backlog.isEmpty, backlog.shift()]).toEqual([0, true, undefined]);
  });
});
