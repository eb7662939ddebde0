import { randomUUID } from 'node:crypto';
import { GUEST_ROLE } from '@business-control/realtime-contracts';
import { eventually, services } from '@business-control/testing';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RateLimit } from '../src/limits/rate-limit.js';
import { SharedConnectionCounts } from '../src/limits/shared-connection-counts.js';
import { RedisConnections } from '../src/redis/redis-connections.js';
import { cuttableProxy } from './cuttable-proxy.js';
import {
  connectAs,
  inMemoryBroker,
  readinessOf,
  refusalOf,
  startGateway,
  tokenFor,
  unique,
} from './start-gateway.js';

const address = () => {
  const { hostname, port } = new URL(services().redisUrl);
  return { host: hostname, port: Number(port) };
};

function redis({ host, port } = address()): Redis {
  const connection = new Redis({
    host,
    port,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => 50,
  });
  connection.on('error', () => undefined);
  onTestFinished(() => connection.disconnect());
  return connection;
}

function countsOf(connection: Redis, leaseMs = 60_000): SharedConnectionCounts {
  const counts = new SharedConnectionCounts(connection, { gatewayId: randomUUID(), leaseMs });
  onTestFinished(() => counts.close());
  return counts;
}

async function ready(connection: Redis): Promise<Redis> {
  await eventually(() => expect(connection.status).toBe('ready'));
  return connection;
}

describe('connections counted in Redis', () => {
  it('add up over gateways, for every key or for none', async () => {
    const connection = await ready(redis());
    const [one, other] = [countsOf(connection), countsOf(connection)];
    const [user, organization] = [
      { key: unique('user'), limit: 2 },
      { key: unique('org'), limit: 3 },
    ];
    expect(await one.acquire([user, organization])).toBeUndefined();
    expect(await other.acquire([user, organization])).toBeUndefined();
    expect(await one.acquire([organization, user])).toBe(user.key);
    expect(await other.acquire([organization])).toBeUndefined();
    expect(await one.acquire([organization])).toBe(organization.key);
    other.release([user, organization]);
    expect(await one.acquire([user, organization])).toBeUndefined();
  });

  it('of a gateway that died count no longer than its lease', async () => {
    const connection = await ready(redis());
    const seat = { key: unique('user'), limit: 1 };
    const dead = new SharedConnectionCounts(connection, { gatewayId: randomUUID(), leaseMs: 300 });
    // A killed process renews nothing.
    Object.assign(dead, { renew: () => Promise.resolve() });
    const alive = countsOf(connection);
    // One right behind the other: the lease cannot run out in between.
    const answers = await Promise.all([dead.acquire([seat]), alive.acquire([seat])]);
    expect(answers).toEqual([undefined, seat.key]);
    await eventually(async () => expect(await alive.acquire([seat])).toBeUndefined());
  });

  it('are written anew after Redis lost them', async () => {
    const connection = await ready(redis());
    const [one, other] = [countsOf(connection), countsOf(connection)];
    const seat = { key: unique('user'), limit: 1 };
    await one.acquire([seat]);
    const keys = await connection.keys('connection-counts:of:*');
    for (const key of keys) if (await connection.hexists(key, seat.key)) await connection.del(key);
    await one.renew();
    expect(await other.acquire([seat])).toBe(seat.key);
  });

  it('are right again after Redis was away; meanwhile each gateway counts for itself', async () => {
    const proxy = await cuttableProxy(address());
    const connection = await ready(redis({ host: '127.0.0.1', port: proxy.port }));
    const one = countsOf(connection);
    const other = countsOf(await ready(redis()));
    const [kept, left] = [
      { key: unique('user'), limit: 1 },
      { key: unique('user'), limit: 1 },
    ];
    await one.acquire([left]);
    proxy.cut();
    await eventually(() => expect(connection.status).not.toBe('ready'));
    one.release([left]);
    expect(await one.acquire([kept])).toBeUndefined();
    expect(await one.acquire([kept])).toBe(kept.key);
    proxy.mend();
    await ready(connection);
    await one.renew();
    expect(await other.acquire([kept])).toBe(kept.key);
    expect(await other.acquire([left])).toBeUndefined();
  });
});

describe('rates counted in Redis', () => {
  it('add up over gateways, and go on in memory while Redis is away', async () => {
    const proxy = await cuttableProxy(address());
    const connection = await ready(redis({ host: '127.0.0.1', port: proxy.port }));
    const options = { name: unique('rate'), points: 2, windowSeconds: 60 };
    const [one, other] = [new RateLimit(options, connection), new RateLimit(options, await ready(redis()))];
    expect(await one.excess('k')).toBeUndefined();
    expect(await other.excess('k')).toBeUndefined();
    expect(await one.excess('k')).toMatchObject({ retryAfterMs: expect.any(Number) });
    proxy.cut();
    await eventually(() => expect(connection.status).not.toBe('ready'));
    expect(await one.excess('other')).toBeUndefined();
    expect(await one.excess('other')).toBeUndefined();
    expect(await one.excess('other')).toMatchObject({ retryAfterMs: expect.any(Number) });
  });
});

/** Two gateways that count together from the first connection on. */
async function twoGateways(limits: Record<string, string>) {
  const { host, port } = address();
  const broker = inMemoryBroker();
  const env = { ENABLE_REDIS: 'true', REDIS_HOST: host, REDIS_PORT: String(port), ...limits };
  const gateways = [await startGateway({ broker, env }), await startGateway({ broker, env })] as const;
  for (const { app, url } of gateways) {
    // While Redis does not answer each would count for itself: whoever stands still for a second must not take it for that.
    app.get(RedisConnections).commands.options.commandTimeout = 60_000;
    await eventually(async () => expect(await readinessOf(url)).toEqual({ status: 'ready', reasons: [] }));
  }
  return gateways;
}

describe('two gateways', () => {
  it('share the connections of a user', async () => {
    const [one, other] = await twoGateways({ MAX_CONNECTIONS_PER_USER: '2' });
    const identity = { userId: unique('user') };
    await connectAs(one, identity);
    await connectAs(other, identity);
    const refused = await refusalOf(other, { auth: { token: await tokenFor(identity) } });
    expect(refused).toMatchObject({ code: 'limit.connections-per-user' });
    await one.app.close();
    await connectAs(other, identity);
  });

  it('keep places for the people of an organization however many guests come, and the other way round', async () => {
    const [one, other] = await twoGateways({
      MAX_CONNECTIONS_PER_ORGANIZATION: '1',
      MAX_GUEST_CONNECTIONS_PER_ORGANIZATION: '1',
    });
    const organizationId = unique('org');
    const guest = (id: number) => ({ organizationId, userId: `visitor:${id}`, roles: [GUEST_ROLE] });
    const employee = (userId: string) => ({ organizationId, userId, roles: ['cashier'] });
    const refused = async (identity: ReturnType<typeof guest>) =>
      refusalOf(other, { auth: { token: await tokenFor(identity) } });
    await connectAs(one, guest(1));
    expect(await refused(guest(2))).toMatchObject({
      code: 'limit.guests-per-organization',
      retryAfterMs: expect.any(Number),
    });
    await connectAs(other, employee('u1'));
    expect(await refused(employee('u2'))).toMatchObject({ code: 'limit.connections-per-organization' });
    await one.app.close();
    await connectAs(other, guest(2));
  });
});
