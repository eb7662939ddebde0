import { parseCursor } from '@business-control/realtime-contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Simulation, type Step } from './resume-simulation.js';

const channels = ['a', 'b', 'c'] as const;
const audience = fc.subarray([...channels]);
const gateway = fc.integer({ min: 0, max: 1 });
const client = fc.integer({ min: 0, max: 2 });
const happen = fc.record({ do: fc.constant('happen' as const), audience, valid: fc.constant(true) });
const read = fc.record({ do: fc.constant('read' as const), gateway, count: fc.integer({ min: 1, max: 9 }) });
const connect = fc.record({ do: fc.constant('connect' as const), client, gateway });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: happen },
  { weight: 8, arbitrary: read },
  { weight: 6, arbitrary: connect },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('disconnect' as const), client }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('happen' as const), audience, valid: fc.constant(false) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('publish-again' as const),
      count: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('vanish' as const), audience, noticed: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('start-again' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('ask' as const), gateway }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), gateway, window: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 120 }) }),
  },
);

const steps = fc.array(step, { minLength: 20, maxLength: 100, size: 'max' });
const runs = { numRuns: 5_000 };

describe('whatever happens to organization, stream, gateways and connections', () => {
  it('a client has seen exactly what it may see, in order and once, or was told to fetch again', () => {
    const verdicts = new Set<string>();
    fc.assert(
      fc.property(fc.tuple(audience, audience, audience), steps, (joined, steps) => {
        const simulation = new Simulation(joined);
        for (const each of steps) {
          simulation.take(each);
          const faults = [...simulation.missing(), ...simulation.repeated()];
          // Building an assertion costs more than the simulation.
          if (faults.length > 0) expect(faults).toEqual([]);
        }
        for (const { verdicts: told } of simulation.clients) for (const each of told) verdicts.add(each);
      }),
      runs,
    );
    expect([...verdicts].sort()).toEqual(['current', 'fresh', 'replayed', 'resync']);
  }, 60_000);

  it('a client never receives what it may not see', () => {
    fc.assert(
      fc.property(fc.tuple(audience, audience, audience), steps, (joined, steps) => {
        const simulation = new Simulation(joined);
        for (const each of steps) simulation.take(each);
        const audiences = new Map(
          simulation.history.map(({ position, audience }) => [`${position.epoch}.${position.seq}`, audience]),
        );
        for (const { seen, joined: own } of simulation.clients) {
          for (const { epoch, seq } of seen) {
            expect(audiences.get(`${epoch}.${seq}`)?.some((channel) => own.has(channel))).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a client that was away for a moment, without any trouble, is never told to fetch again', () => {
    const calm: fc.Arbitrary<Step> = fc.oneof(happen, read, connect);
    fc.assert(
      fc.property(
        fc.array(calm, { maxLength: 40, size: 'max' }),
        fc.array(happen, { maxLength: 5 }),
        (before, away) => {
          const simulation = new Simulation([['a'], ['b'], []]);
          const all: Step = { do: 'read', gateway: 0, count: 1_000 };
          for (const each of before) simulation.take(each);
          simulation.take(all);
          simulation.take({ do: 'happen', audience: ['a'], valid: true });
          simulation.take(all);
          const [subject] = simulation.clients;
          simulation.take({ do: 'connect', client: 0, gateway: 0 });
          simulation.take({ do: 'disconnect', client: 0 });
          const position = parseCursor(subject?.cursor ?? '');
          for (const each of away) simulation.take(each);
          simulation.take(all);
          simulation.take({ do: 'connect', client: 0, gateway: 0 });
          const visible = away.filter((each) => each.audience.includes('a')).length;
          expect(position).toBeDefined();
          expect(subject?.verdicts.at(-1)).toBe(visible === 0 ? 'current' : 'replayed');
        },
      ),
    );
  });
});
