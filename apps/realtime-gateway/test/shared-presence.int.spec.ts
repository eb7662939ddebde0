import { eventually, services } from '@business-control/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PRESENCE, type Presence } from '../src/presence/presence.js';
import { PresenceTimes } from '../src/presence/presence-times.js';
import { RedisConnections } from '../src/redis/redis-connections.js';
import { SESSION_STORE, type SessionStore } from '../src/sessions/session-store.js';
import { GATEWAY_ID } from '../src/tokens.js';
import { cuttableProxy } from './cuttable-proxy.js';
import { changesOf, presenceOf } from './presence-of.js';
import {
  connectAs,
  inMemoryBroker,
  type RunningGateway,
  readinessOf,
  startGateway,
  type TestClient,
  unique,
} from './start-gateway.js';

let redis: Redis;
beforeAll(() => {
  redis = new Redis(services().redisUrl);
});
afterAll(() => redis.disconnect());

/** Runs out in no test. */
const LONG_SECONDS = 600;

/** A gateway on the Redis of the test run, which it can be cut off from: for the others it is then dead. */
async function mortalGateway({ graceSeconds = 0, patient = true } = {}) {
  const { hostname, port } = new URL(services().redisUrl);
  const proxy = await cuttableProxy({ host: hostname, port: Number(port) });
  const gateway = await startGateway({
    broker: inMemoryBroker(),
    env: {
      ENABLE_REDIS: 'true',
      REDIS_HOST: '127.0.0.1',
      REDIS_PORT: String(proxy.port),
      PRESENCE_LEASE_SECONDS: String(LONG_SECONDS),
      PRESENCE_GRACE_SECONDS: String(graceSeconds),
    },
  });
  // Whoever stands still for a second must not take it for a Redis that is away.
  if (patient) gateway.app.get(RedisConnections).commands.options.commandTimeout = LONG_SECONDS * 1_000;
  await eventually(async () =>
    expect(await readinessOf(gateway.url)).toEqual({ status: 'ready', reasons: [] }),
  );
  return { ...gateway, die: proxy.cut, fallSilent: proxy.fallSilent, speak: proxy.speak };
}

const leasesKeyOf = (organizationId: string) => `presence:{${organizationId}}:leases`;

/** The leases of a gateway in an organization, as Redis has them. */
async function leasesOf(organizationId: string, { app }: Pick<RunningGateway, 'app'>): Promise<string[]> {
  const leases = await redis.zrange(leasesKeyOf(organizationId), '0', '-1');
  return leases.filter((lease) => lease.endsWith(`|${app.get(GATEWAY_ID)}`));
}

/** What time would do, within `leaseMs`, to a gateway that renews nothing: its leases in an organization run out now. */
async function runOut(organizationId: string, gateway: RunningGateway, leaseMs?: number): Promise<void> {
  const leases = await leasesOf(organizationId, gateway);
  expect(leases).not.toEqual([]);
  const [seconds] = await redis.time();
  const latest = (Number(seconds) + 1) * 1_000 + (leaseMs ?? Number.POSITIVE_INFINITY);
  for (const lease of leases) {
    expect(Number(await redis.zscore(leasesKeyOf(organizationId), lease))).toBeLessThanOrEqual(latest);
    await redis.zadd(leasesKeyOf(organizationId), '0', lease);
  }
}

const usersOf = async (client: TestClient) => (await presenceOf(client)).users.map(({ userId }) => userId);

describe('presence over several gateways', () => {
  it('is the same on each, and a change is told once to every client of the organization', async () => {
    const gateways = await Promise.all([mortalGateway(), mortalGateway()]);
    const organizationId = unique('acme');
    const [here, there, stranger] = await Promise.all([
      connectAs(gateways[0], { userId: 'here', organizationId }),
      connectAs(gateways[1], { userId: 'there', organizationId }),
      connectAs(gateways[1], { userId: 'eve', organizationId: unique('globex') }),
    ]);
    for (const client of [here, there]) {
      await eventually(async () => expect(await usersOf(client)).toEqual(['here', 'there']));
    }
    expect(await usersOf(stranger)).toEqual(['eve']);
    const ada = await connectAs(gateways[0], { userId: 'ada', organizationId, deviceId: 'till-1' });
    for (const client of [here, there]) {
      await eventually(() => expect(changesOf(client).at(-1)?.userId).toBe('ada'));
    }
    ada.socket.disconnect();
    // The last change of all: whatever was told twice would come before it.
    await eventually(() => expect(changesOf(there).at(-1)?.status).toBe('disconnected'));
    const bob = await connectAs(gateways[1], { userId: 'bob', organizationId });
    for (const client of [here, there]) {
      await eventually(() => expect(changesOf(client).at(-1)?.userId).toBe('bob'));
      const told = changesOf(client).filter(({ userId }) => !['here', 'there'].includes(userId));
      expect(told).toMatchObject([
        { userId: 'ada', deviceId: 'till-1', status: 'connected' },
        { userId: 'ada', deviceId: 'till-1', status: 'disconnected' },
        { userId: 'bob', deviceId: null, status: 'connected' },
      ]);
    }
    expect(changesOf(bob)).toEqual([]);
    expect(changesOf(stranger)).toEqual([]);
  });

  it('is right within one lease after a gateway died, told by exactly one of those left', async () => {
    const [dying, ...left] = await Promise.all([mortalGateway(), mortalGateway(), mortalGateway()]);
    const { leaseMs, renewMs } = dying.app.get(PresenceTimes);
    expect(leaseMs + renewMs).toBeLessThanOrEqual(LONG_SECONDS * 1_000);
    for (const { app } of left) Object.assign(app.get(PresenceTimes), { renewMs: 100 });
    const organizationId = unique('acme');
    const watchers = await Promise.all(
      left.map((gateway, n) => connectAs(gateway, { userId: `watcher-${n}`, organizationId })),
    );
    const lost = ['ada', 'bob', 'cyd'];
    for (const userId of lost) await connectAs(dying, { userId, organizationId, deviceId: 'till' });
    for (const watcher of watchers) {
      await eventually(async () => expect(await usersOf(watcher)).toHaveLength(lost.length + 2));
    }
    const gone = (watcher: TestClient) =>
      changesOf(watcher)
        .filter(({ status, userId }) => status === 'disconnected' && lost.includes(userId))
        .map(({ userId }) => userId)
        .sort();

    dying.die();
    await runOut(organizationId, dying, leaseMs);
    const updates = left.map(({ app }) => vi.spyOn(app.get<unknown, Presence>(PRESENCE), 'update'));
    for (const watcher of watchers) await eventually(() => expect(gone(watcher)).toEqual(lost));
    // Whoever renews first after that tells of all of them.
    for (const { mock } of updates) {
      const [, ...later] = await Promise.all(mock.results.map(({ value }) => value));
      expect(later.flatMap(({ disconnected }) => disconnected)).toEqual([]);
    }
    const fence = await connectAs(left[0] as (typeof left)[0], { userId: 'fence', organizationId });
    for (const watcher of watchers) {
      await eventually(() => expect(changesOf(watcher).map(({ userId }) => userId)).toContain('fence'));
      expect(gone(watcher)).toEqual(lost);
    }
    await eventually(async () => expect(await usersOf(fence)).toEqual(['fence', 'watcher-0', 'watcher-1']));
  });

  it('tells of who left while Redis took longer to answer than anybody waits', async () => {
    const [slow, other] = await Promise.all([mortalGateway({ patient: false }), mortalGateway()]);
    const organizationId = unique('acme');
    const watcher = await connectAs(other, { userId: 'watcher', organizationId });
    const asker = await connectAs(slow, { userId: 'asker', organizationId });
    const leaver = await connectAs(slow, { userId: 'leaver', organizationId });
    const last = () => changesOf(watcher).at(-1);
    await eventually(() => expect(last()).toMatchObject({ userId: 'leaver', status: 'connected' }));
    const { mock } = vi.spyOn(slow.app.get<unknown, Presence>(PRESENCE), 'update');
    slow.fallSilent();
    leaver.socket.disconnect();
    await eventually(() => expect(mock.calls.flatMap(([, { release }]) => release)).toHaveLength(1));
    expect(await asker.socket.emitWithAck('presence:list')).toMatchObject({
      error: { code: 'presence.unavailable' },
    });
    slow.speak();
    await eventually(() => expect(last()).toMatchObject({ userId: 'leaver', status: 'disconnected' }));
  });

  it('does not change for who comes back to another gateway in time', async () => {
    const [first, second] = await Promise.all([
      mortalGateway({ graceSeconds: LONG_SECONDS }),
      mortalGateway(),
    ]);
    const organizationId = unique('acme');
    const watcher = await connectAs(second, { userId: 'watcher', organizationId });
    const till = { userId: 'ada', organizationId, deviceId: 'till-1' };
    const phone = { ...till, deviceId: 'phone' };
    const left = await connectAs(first, till);
    await connectAs(first, phone);
    await eventually(async () =>
      expect((await presenceOf(watcher)).users).toContainEqual({
        userId: 'ada',
        devices: ['phone', 'till-1'],
      }),
    );
    await eventually(() => expect(changesOf(watcher).map(({ userId }) => userId)).toEqual(['ada', 'ada']));

    left.socket.disconnect();
    await connectAs(second, till);
    first.die();
    await connectAs(second, phone);
    await eventually(async () => expect(await leasesOf(organizationId, second)).toHaveLength(3));
    await runOut(organizationId, first);
    // Whoever comes makes the gateway look for leases that have run out: what it has to tell of those is told before.
    const leaver = await connectAs(second, { userId: 'leaver', organizationId });
    const last = () => changesOf(watcher).at(-1);
    await eventually(() => expect(last()).toMatchObject({ userId: 'leaver', status: 'connected' }));
    leaver.socket.disconnect();
    await eventually(() => expect(last()).toMatchObject({ userId: 'leaver', status: 'disconnected' }));
    expect(
      changesOf(watcher)
        .slice(2)
        .map(({ userId, status }) => [userId, status]),
    ).toEqual([
      ['leaver', 'connected'],
      ['leaver', 'disconnected'],
    ]);
  });
});

describe('rooms over several gateways', () => {
  it('are joined again on another gateway after the first died, and decided anew', async () => {
    const [first, second] = await Promise.all([mortalGateway(), mortalGateway()]);
    const till = { userId: 'ada', organizationId: unique('acme'), deviceId: 'till-1' };
    const client = await connectAs(first, till);
    const rooms = ['pos:workstation:w1', 'pos:workstation:w2'];
    await client.socket.emitWithAck('subscribe', { rooms });
    const saved = second.app.get<unknown, SessionStore>(SESSION_STORE);
    await eventually(async () => expect(await saved.load(till)).toEqual(rooms));
    first.die();

    const again = await connectAs(second, till);
    expect(again.received[0]?.[1]).toMatchObject({ rooms: expect.arrayContaining(rooms) });
    const weaker = await connectAs(second, { ...till, permissions: [] });
    expect(weaker.received[0]?.[1]).toMatchObject({
      refused: rooms.map((room) => ({ room, error: { code: 'room.forbidden' } })),
    });
    for (const other of [
      { ...till, userId: 'bob' },
      { ...till, deviceId: 'till-2' },
      { ...till, organizationId: unique('acme') },
    ]) {
      const stranger = await connectAs(second, other);
      expect(stranger.received[0]?.[1]).toMatchObject({
        rooms: [`Organization:${other.organizationId}`, `user:${other.userId}`, `device:${other.deviceId}`],
        refused: [],
      });
    }
  });
});
