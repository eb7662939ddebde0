import { services } from '@business-control/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll } from 'vitest';
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
