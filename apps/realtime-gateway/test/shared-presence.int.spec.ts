import { eventually, services } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import { cuttableProxy } from './cuttable-proxy.js';
import { changesOf, presenceOf } from './presence-of.js';
import { connectAs, inMemoryBroker, startGateway, type TestClient, unique } from './start-gateway.js';

const LEASE_SECONDS = 2;

/** A gateway on the Redis of the test run, which it can be cut off from: for the others it is then dead. */
async function mortalGateway(graceSeconds = 0) {
  const { hostname, port } = new URL(services().redisUrl);
  const proxy = await cuttableProxy({ host: hostname, port: Number(port) });
  const gateway = await startGateway({
    broker: inMemoryBroker(),
    env: {
      ENABLE_REDIS: 'true',
      REDIS_HOST: '127.0.0.1',
      REDIS_PORT: String(proxy.port),
      PRESENCE_LEASE_SECONDS: String(LEASE_SECONDS),
      PRESENCE_GRACE_SECONDS: String(graceSeconds),
    },
  });
  await eventually(() => expect(proxy.connections()).toBe(2));
  return { ...gateway, die: proxy.cut };
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
        .filter(({ status }) => status === 'disconnected')
        .map(({ userId }) => userId)
        .sort();

    dying.die();
    const death = Date.now();
    for (const watcher of watchers) await eventually(() => expect(gone(watcher)).toEqual(lost));
    // A beat, and some time for a busy machine, on top of the lease.
    expect(Date.now() - death).toBeLessThan(LEASE_SECONDS * 1000 + 1_000);
    const fence = await connectAs(left[0] as (typeof left)[0], { userId: 'fence', organizationId });
    for (const watcher of watchers) {
      await eventually(() => expect(changesOf(watcher).at(-1)?.userId).toBe('fence'));
      expect(gone(watcher)).toEqual(lost);
    }
    expect(await usersOf(fence)).toEqual(['fence', 'watcher-0', 'watcher-1']);
  });

  it('does not change for who comes back to another gateway in time', async () => {
    const [first, second] = await Promise.all([mortalGateway(2), mortalGateway(2)]);
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
    // Longer than grace and lease: somebody who really leaves is told after all that.
    const leaver = await connectAs(second, { userId: 'leaver', organizationId });
    await eventually(() => expect(changesOf(watcher).at(-1)).toMatchObject({ status: 'connected' }));
    leaver.socket.disconnect();
    await eventually(() => expect(changesOf(watcher).at(-1)).toMatchObject({ status: 'disconnected' }));
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
