import { describe, expect, it } from 'vitest';
import { FixedClock } from '../clock/clock.js';
import { type Observed, readiness } from './readiness.js';

const now = new Date('2026-11-21T10:00:00Z');
const status = { leading: true, failures: 0, lastError: null, published: 0, failuresEver: 0 };

/** Everything works, unless told otherwise. */
function observed(overrides: Partial<Observed> = {}): Observed {
  return {
    relay: relayWith(null),
    broker: { connected: true },
    rateLimits: { impaired: false },
    shutdown: { underWay: false },
    clock: new FixedClock(now),
    ...overrides,
  };
}

function relayWith(oldestAt: Date | null): Observed['relay'] {
  return { status, lag: async () => ({ unpublished: oldestAt ? 1 : 0, oldestAt }) };
}

describe('readiness', () => {
  it('has no reasons when everything works', async () => {
    expect(await readiness(observed())).toEqual({ status: 'ready', reasons: [] });
  });

  it.each<[string, Partial<Observed>]>([
    ['the broker is away; events wait in the outbox', { broker: { connected: false } }],
    ['Redis is away; rate limits count in this process alone', { rateLimits: { impaired: true } }],
    ['the oldest event has waited for 31 seconds', { relay: relayWith(new Date(now.getTime() - 31_000)) }],
    [
      'events cannot be published: no route',
      { relay: { ...relayWith(null), status: { ...status, lastError: 'no route' } } },
    ],
  ])('is degraded: %s', async (reason, overrides) => {
    expect(await readiness(observed(overrides))).toEqual({ status: 'degraded', reasons: [reason] });
  });

  it('lets an event wait for a moment', async () => {
    const recently = new Date(now.getTime() - 30_000);
    expect(await readiness(observed({ relay: relayWith(recently) }))).toMatchObject({ status: 'ready' });
  });

  it('is not there without the database or when about to stop, and tells of everything that is wrong', async () => {
    const answer = await readiness(
      observed({
        relay: { status, lag: () => Promise.reject(new Error('connection refused')) },
        shutdown: { underWay: true },
        broker: { connected: false },
      }),
    );
    expect(answer).toEqual({
      status: 'not-ready',
      reasons: [
        'core-api is being shut down',
        'the database does not answer',
        'the broker is away; events wait in the outbox',
      ],
    });
  });
});
