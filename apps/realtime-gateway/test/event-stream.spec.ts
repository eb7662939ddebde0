import type { StreamMessage, TailOptions } from '@business-control/event-broker';
import { defineCatalogue, defineEvent } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DeliveryCounters } from '../src/delivery/delivery-counters.js';
import { messageOf, Sequence } from './envelopes.js';
import { connectAs, publish, startGateway } from './start-gateway.js';
import { stubBroker, stubTail } from './stub-broker.js';

describe('the event stream', () => {
  it('is read back by REPLAY_WINDOW_SECONDS', async () => {
    const asked: TailOptions[] = [];
    const broker = stubBroker(async (options) => {
      asked.push(options);
      return stubTail();
    });
    await startGateway({ broker, env: { REPLAY_WINDOW_SECONDS: '60', ACCESS_TOKEN_TTL_SECONDS: '60' } });
    expect(asked).toMatchObject([{ stream: 'realtime.events', from: { windowMs: 60_000 } }]);
  });

  it('is tried again when it cannot be read', async () => {
    let attempts = 0;
    const broker = stubBroker(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('no such stream');
      return stubTail();
    });
    await startGateway({ broker });
    expect(attempts).toBe(2);
  });

  it('is let go of when the gateway ends', async () => {
    let closed = 0;
    const close = async () => {
      closed += 1;
    };
    const gateway = await startGateway({ broker: stubBroker(async () => stubTail({ close })) });
    await gateway.app.close();
    expect(closed).toBeGreaterThan(0);
  });

  it('with a hole makes every socket fetch again, each told the position of its organization', async () => {
    const tail = Promise.withResolvers<TailOptions>();
    const broker = stubBroker(async (options) => {
      tail.resolve(options);
      return stubTail();
    });
    const gateway = await startGateway({ broker });
    const { onBatch, onDiscontinuity } = await tail.promise;
    const acme = new Sequence('acme');
    const batch = (offset: number): StreamMessage[] => [{ ...messageOf(acme.next()), offset }];
    const client = await connectAs(gateway, { organizationId: 'acme' });
    const quiet = await connectAs(gateway, { organizationId: 'globex' });
    await onBatch(batch(1));
    onDiscontinuity({ expected: 2, actual: 9 });
    await onBatch(batch(9));
    await onBatch(batch(10));
    const event = 'pos:inventory:availability';
    await eventually(() =>
      expect(client.names()).toEqual(['realtime:ready', event, 'realtime:resync', event, event]),
    );
    expect(client.received[2]?.[1]).toEqual({ reason: 'gap', cursor: 'e1.1' });
    await eventually(() =>
      expect(quiet.received.slice(1)).toEqual([['realtime:resync', { reason: 'gap', cursor: null }]]),
    );
  });
});

describe('a declaration that throws', () => {
  it('costs its own event alone', async () => {
    const catalogue = defineCatalogue({
      'pos:till:broken': defineEvent({
        version: 1,
        summary: 'An event whose audience has a bug',
        payload: z.object({}),
        permission: 'pos.read',
        audience: {
          workstation: () => {
            throw new TypeError('a bug');
          },
        },
        delivery: 'durable',
      }),
      'pos:till:opened': defineEvent({
        version: 1,
        summary: 'A till was opened',
        payload: z.object({}),
        permission: 'pos.read',
        audience: { organization: true },
        delivery: 'durable',
      }),
    });
    const gateway = await startGateway({ catalogue });
    const client = await connectAs(gateway, { organizationId: 'acme' });
    const acme = new Sequence('acme');
    const broken = acme.next({ name: 'pos:till:broken', payload: {} });
    await publish(gateway, broken, acme.next({ name: 'pos:till:opened', payload: {} }));
    await eventually(() =>
      expect(client.names()).toEqual(['realtime:ready', 'realtime:resync', 'pos:till:opened']),
    );
    expect(gateway.app.get(DeliveryCounters).rejected.get('failed')).toBe(1);
  });
});
