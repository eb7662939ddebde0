import { randomUUID } from 'node:crypto';
import { services } from '@business-control/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RedisSessions } from '../src/sessions/redis-sessions.js';
import { describeSessionStore } from '../src/sessions/session-store.features.js';
import { sessionNameOf } from '../src/sessions/session-store.js';

let redis: Redis;
beforeAll(() => {
  redis = new Redis(services().redisUrl);
});
afterAll(() => redis.disconnect());

describeSessionStore('RedisSessions', {
  start: (ttlMs) => new RedisSessions(redis, ttlMs),
  pass: async (ms, keys) => {
    for (const key of keys.map((each) => `session:${sessionNameOf(each)}`)) {
      await redis.pexpire(key, (await redis.pttl(key)) - ms);
    }
  },
});

describe('RedisSessions', () => {
  it.each(['no JSON', '{"rooms":1}', '[1]'])('takes %j for nothing', async (stored) => {
    const userId = randomUUID();
    await redis.set(`session:acme|${userId}|d1`, stored, 'PX', 10_000);
    const store = new RedisSessions(redis, 60_000);
    expect(await store.load({ organizationId: 'acme', userId, deviceId: 'd1' })).toEqual([]);
  });
});
