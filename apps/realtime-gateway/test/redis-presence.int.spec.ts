import { randomUUID } from 'node:crypto';
import { services } from '@business-control/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describePresence } from '../src/presence/presence.features.js';
import { RedisPresence } from '../src/presence/redis-presence.js';

let redis: Redis;
beforeAll(() => {
  redis = new Redis(services().redisUrl);
});
afterAll(() => redis.disconnect());

describePresence('RedisPresence', {
  gateway: (_world, gatewayId, leaseMs) => new RedisPresence(redis, { gatewayId, leaseMs }),
});

describe('RedisPresence whose Redis lost its memory', () => {
  const device = (userId: string) => ({ userId, deviceId: null });
  const nobody = { hold: [], renew: [], release: [] };

  /** Two gateways with a device each, and nothing of it in Redis any more. */
  async function forgotten() {
    const organization = randomUUID();
    const [first, second] = ['g1', 'g2'].map(
      (gatewayId) => new RedisPresence(redis, { gatewayId, leaseMs: 60_000 }),
    ) as [RedisPresence, RedisPresence];
    await first.update(organization, { ...nobody, hold: [device('ada')] });
    await second.update(organization, { ...nobody, hold: [device('bob'), device('cyd')] });
    const keys = await redis.keys(`presence:{${organization}}:*`);
    expect(keys).toHaveLength(3);
    await redis.del(keys);
    return { organization, first, second };
  }

  it('learns who is connected from every gateway, and takes none of it for news', async () => {
    const { organization, first, second } = await forgotten();
    const dan = device('dan');
    const renewed = await first.update(organization, { ...nobody, renew: [device('ada')], hold: [dan] });
    expect(renewed).toEqual({ connected: [dan], disconnected: [] });
    const other = await second.update(organization, { ...nobody, renew: [device('bob'), device('cyd')] });
    expect(other).toEqual({ connected: [], disconnected: [] });
    const { devices } = await first.list(organization, { after: null, limit: 10 });
    expect(devices.map(({ userId }) => userId)).toEqual(['ada', 'bob', 'cyd', 'dan']);
  });

  it('takes none of it for news either when somebody new came first', async () => {
    const { organization, first } = await forgotten();
    const dan = device('dan');
    const came = await first.update(organization, { ...nobody, hold: [dan] });
    expect(came).toEqual({ connected: [dan], disconnected: [] });
    const renewed = await first.update(organization, { ...nobody, renew: [device('ada'), dan] });
    expect(renewed).toEqual({ connected: [], disconnected: [] });
  });

  it('tells of who left in the meantime', async () => {
    const { organization, second } = await forgotten();
    expect(await second.update(organization, { ...nobody, release: [device('cyd')] })).toEqual({
      connected: [],
      disconnected: [device('cyd')],
    });
  });

  it('keeps nothing of an organization that no gateway serves', async () => {
    const organization = randomUUID();
    const presence = new RedisPresence(redis, { gatewayId: 'g1', leaseMs: 60_000 });
    await presence.update(organization, { ...nobody, hold: [device('ada')] });
    const keys = await redis.keys(`presence:{${organization}}:*`);
    expect(keys).toHaveLength(3);
    for (const key of keys) {
      expect(await redis.pttl(key)).toBeGreaterThan(60_000);
      expect(await redis.pttl(key)).toBeLessThanOrEqual(120_000);
    }
  });
});
