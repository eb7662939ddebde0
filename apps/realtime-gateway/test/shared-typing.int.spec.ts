import { eventually, services } from '@business-control/testing';
import { describe, expect, it, vi } from 'vitest';
import { Rooms } from '../src/connections/rooms.js';
import { SlowConsumers } from '../src/delivery/slow-consumers.js';
import { connectRaw } from './raw-client.js';
import { holdBack } from './slow-line.js';
import { inMemoryBroker, startGateway, type TestClient, unique } from './start-gateway.js';
import { channel, channelId, connectChatter, openCoreApi, typingOf, typistsOf } from './typing.js';

/** Two gateways that have nothing in common but a database of Redis. */
async function twoGateways(database = 0) {
  const { hostname, port } = new URL(services().redisUrl);
  const env = {
    CORE_API_URL: await openCoreApi(),
    ENABLE_REDIS: 'true',
    REDIS_HOST: hostname,
    REDIS_PORT: port,
    REDIS_DB: String(database),
  };
  return Promise.all([
    startGateway({ broker: inMemoryBroker(), env }),
    startGateway({ broker: inMemoryBroker(), env }),
  ]);
}

describe('whoever types, over several gateways', () => {
  it('is shown once to each member on any of them, and to nobody else', async () => {
    const [here, there] = await twoGateways();
    const organizationId = unique('acme');
    const inRoom = { organizationId, rooms: [channel] };
    const ada = await connectChatter(here, 'ada', inRoom);
    const members = await Promise.all([
      connectChatter(here, 'bob', inRoom),
      connectChatter(there, 'cyd', inRoom),
      connectChatter(there, 'dan', inRoom),
    ]);
    const outside = await connectChatter(there, 'eve', { organizationId });
    const customer = await connectChatter(there, 'fay', {
      ...inRoom,
      permissions: ['chat.help', 'chat.direct'],
    });
    const elsewhere = { organizationId: unique('globex'), rooms: [channel] };
    const foreign = await connectChatter(there, 'eve', elsewhere);
    const compatriot = await connectChatter(here, 'gil', elsewhere);
    await eventually(async () => {
      await ada.socket.emitWithAck('chat:typing', { channelId, typing: true });
      for (const member of members) expect(typistsOf(member)).toContain('ada');
    });
    // Fences: what others were shown would have come before what is for them, through the same Redis.
    for (const [client, fence, userId] of [
      [outside, ada, 'eve'],
      [customer, ada, 'fay'],
      [foreign, compatriot, 'eve'],
    ] as const) {
      await fence.socket.emitWithAck('chat:typing', { toUserId: userId, typing: false });
      await eventually(() => expect(typingOf(client)).toMatchObject([[{ toUserId: userId }, {}]]));
    }
    for (const member of members) {
      const ids = typingOf(member).map(([, { id }]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
    expect(typingOf(ada)).toEqual([]);
  });

  it('is not shown at another shop that uses another database of the same Redis', async () => {
    const [[here, there], [elsewhere, nearby]] = [await twoGateways(0), await twoGateways(1)];
    const organizationId = unique('acme');
    const inRoom = { organizationId, rooms: [channel] };
    const ada = await connectChatter(here, 'ada', inRoom);
    const bob = await connectChatter(there, 'bob', inRoom);
    const copyOfBob = await connectChatter(elsewhere, 'bob', inRoom);
    const fence = await connectChatter(nearby, 'gil', inRoom);
    await eventually(async () => {
      await fence.socket.emitWithAck('chat:typing', { channelId, typing: true });
      expect(typistsOf(copyOfBob)).toContain('gil');
    });
    await eventually(async () => {
      await ada.socket.emitWithAck('chat:typing', { channelId, typing: true });
      expect(typistsOf(bob)).toContain('ada');
    });
    await fence.socket.emitWithAck('chat:typing', { channelId, typing: false });
    await eventually(() => expect(typingOf(copyOfBob).at(-1)?.[0].typing).toBe(false));
    expect(typistsOf(copyOfBob)).not.toContain('ada');
    expect(typistsOf(bob)).not.toContain('gil');
  });

  it('is not shown to who does not keep up with another gateway', async () => {
    const [here, there] = await twoGateways();
    const organizationId = unique('acme');
    const slowConsumers = there.app.get(SlowConsumers);
    const inRoom = { organizationId, rooms: [channel] };
    const ada = await connectChatter(here, 'ada', inRoom);
    const fast = await connectChatter(there, 'bob', inRoom);
    // Until the gateways hear each other, and nothing of that is still on its way.
    await eventually(async () => {
      await ada.socket.emitWithAck('chat:typing', { channelId, typing: true });
      expect(typistsOf(fast)).toContain('ada');
    });
    const lastOf = (client: TestClient) => typingOf(client).at(-1)?.[0].typing;
    await ada.socket.emitWithAck('chat:typing', { channelId, typing: false });
    await eventually(() => expect(lastOf(fast)).toBe(false));
    const welcome = vi.spyOn(there.app.get(Rooms), 'welcome');
    const slow = await connectRaw(there, {
      userId: 'cyd',
      organizationId,
      permissions: ['chat.staff'],
      auth: { rooms: [channel] },
    });
    const typing = () => slow.received.filter(([name]) => name === 'chat:typing').map(([, it]) => it);
    const letGo = await holdBack(welcome.mock.calls[0]?.[0], slowConsumers);
    await ada.socket.emitWithAck('chat:typing', { channelId, typing: true });
    await eventually(() => expect(lastOf(fast)).toBe(true));
    letGo();
    await eventually(() => expect(slowConsumers.sockets).toEqual([]));
    await ada.socket.emitWithAck('chat:typing', { channelId, typing: false });
    await eventually(() => expect(typing()).toMatchObject([{ typing: false }]));
  });
});
