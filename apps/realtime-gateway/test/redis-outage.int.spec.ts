import { eventually, startRedis } from '@business-control/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Sessions } from '../src/sessions/sessions.js';
import { Sequence } from './envelopes.js';
import { changesOf, presenceOf } from './presence-of.js';
import { connectAs, inMemoryBroker, publish, readinessOf, startGateway } from './start-gateway.js';

/** Two gateways on a Redis of their own. */
async function world() {
  const redis = await startRedis();
  onTestFinished(redis.dispose);
  const broker = inMemoryBroker();
  const env = {
    ENABLE_REDIS: 'true',
    REDIS_HOST: '127.0.0.1',
    REDIS_PORT: new URL(redis.url).port,
    // Renewed every two seconds, for six: nothing runs out when a machine stalls for a few.
    PRESENCE_LEASE_SECONDS: '8',
    PRESENCE_GRACE_SECONDS: '0',
  };
  const gateways = [await startGateway({ broker, env }), await startGateway({ broker, env })] as const;
  const health = () => Promise.all(gateways.map(({ url }) => readinessOf(url)));
  await eventually(async () =>
    expect(await health()).toMatchObject([{ status: 'ready' }, { status: 'ready' }]),
  );
  return { redis, broker, gateways, health };
}

describe('a Redis that stops, and comes back with nothing', () => {
  it('costs presence for that time and nothing else', async () => {
    const { redis, broker, gateways, health } = await world();
    const acme = new Sequence('acme');
    const ada = await connectAs(gateways[0], { userId: 'ada', deviceId: 'till-1' });
    const bob = await connectAs(gateways[1], { userId: 'bob' });
    await eventually(() => expect(changesOf(ada).at(-1)?.userId).toBe('bob'));
    await connectAs(gateways[0], { userId: 'cyd' });
    // Whatever was told of those before, by either gateway, came before this.
    for (const client of [ada, bob])
      await eventually(() => expect(changesOf(client).at(-1)?.userId).toBe('cyd'));
    const everyone = [
      { userId: 'ada', devices: ['till-1'] },
      { userId: 'bob', devices: [null] },
      { userId: 'cyd', devices: [null] },
    ];
    const before = [ada, bob].map((client) => changesOf(client).length);

    await redis.stop();
    await eventually(async () =>
      expect(await health()).toMatchObject([{ status: 'degraded' }, { status: 'degraded' }]),
    );
    // At once: a second of waiting for an answer of Redis would be longer than all these calls.
    const answers: unknown[] = [];
    const asked = presenceOf(ada).then((answer) => answers.push(answer));
    for (let n = 0; n < 50; n += 1) await ada.socket.emitWithAck('unsubscribe', { rooms: [] });
    expect(answers).toMatchObject([{ code: 'presence.unavailable', retryAfterMs: expect.any(Number) }]);
    await asked;
    await publish({ broker }, acme.next(), acme.next());
    const late = await connectAs(gateways[1], { userId: 'late', deviceId: 'till-2' });
    await late.socket.emitWithAck('subscribe', { rooms: ['pos:workstation:w1'] });
    await publish({ broker }, acme.next());
    await eventually(() => expect(late.metas().at(-1)?.cursor).toBe('e1.3'));

    await redis.start();
    await eventually(async () =>
      expect(await health()).toMatchObject([{ status: 'ready' }, { status: 'ready' }]),
    );
    await eventually(async () =>
      expect(await presenceOf(ada)).toEqual({
        users: [...everyone, { userId: 'late', devices: ['till-2'] }],
      }),
    );
    late.socket.disconnect();
    for (const [n, client] of [ada, bob].entries()) {
      await eventually(() => expect(changesOf(client).at(-1)?.status).toBe('disconnected'));
      // Who was there all the time is no news. That somebody came may not reach a gateway that is not yet back itself.
      expect(
        changesOf(client)
          .slice(before[n])
          .filter(({ userId }) => userId !== 'late'),
      ).toEqual([]);
    }
    await publish({ broker }, acme.next());
    for (const client of [ada, bob]) {
      await eventually(() =>
        expect(client.metas().map(({ cursor }) => cursor)).toEqual(['e1.1', 'e1.2', 'e1.3', 'e1.4']),
      );
      expect(client.names().filter((name) => name.startsWith('realtime:'))).toEqual(['realtime:ready']);
    }
  });

  it('has the rooms of every connection again soon after', async () => {
    const { redis, gateways, health } = await world();
    const till = { userId: 'ada', deviceId: 'till-1' };
    const before = await connectAs(gateways[0], { ...till, rooms: ['pos:workstation:w1'] });
    await redis.stop();
    await eventually(async () => expect(await health()).toMatchObject([{ status: 'degraded' }, {}]));
    await before.socket.emitWithAck('subscribe', { rooms: ['pos:workstation:w2'] });
    await redis.start();
    await eventually(async () =>
      expect(await health()).toMatchObject([{ status: 'ready' }, { status: 'ready' }]),
    );
    await gateways[0].app.get(Sessions).renew();
    await eventually(async () => {
      const again = await connectAs(gateways[1], till);
      again.socket.disconnect();
      expect(again.received[0]?.[1]).toMatchObject({
        rooms: expect.arrayContaining(['pos:workstation:w1', 'pos:workstation:w2']),
      });
    });
  });
});
