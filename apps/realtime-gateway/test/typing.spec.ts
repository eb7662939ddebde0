import { eventually } from '@business-control/testing';
import { describe, expect, it, vi } from 'vitest';
import { Rooms } from '../src/connections/rooms.js';
import { SlowConsumers } from '../src/delivery/slow-consumers.js';
import { connectPlain } from './plain-client.js';
import { connectRaw } from './raw-client.js';
import { holdBack } from './slow-line.js';
import { startGateway, type TestClient } from './start-gateway.js';
import {
  channel,
  channelId,
  connectChatter,
  openCoreApi,
  ticket,
  ticketId,
  typingOf,
  typistsOf,
} from './typing.js';

const gatewayOfMembers = async (env: Record<string, string> = {}) =>
  startGateway({ env: { CORE_API_URL: await openCoreApi(), ...env } });
const type = ({ socket }: TestClient, request: object) =>
  socket.emitWithAck('chat:typing', { typing: true, ...request });
const told = { ok: true, data: null };
const refused = (code: string) => ({ ok: false, error: { code, message: expect.any(String) } });

describe('whoever types', () => {
  it('is shown to the others in the room, by the name in the token, and not to himself', async () => {
    const gateway = await gatewayOfMembers();
    const ada = await connectChatter(gateway, 'ada', { rooms: [channel], deviceId: 'phone' });
    const bob = await connectChatter(gateway, 'bob', { rooms: [channel] });
    const forged = { channelId, typist: { userId: 'eve', displayName: 'Eve' }, organizationId: 'globex' };
    expect(await type(ada, forged)).toEqual(told);
    const payload = {
      channelId,
      ticketId: null,
      toUserId: null,
      typist: { userId: 'ada', displayName: 'Ada' },
      typing: true,
    };
    const meta = {
      id: expect.any(String),
      occurredAt: expect.any(String),
      actor: { userId: 'ada', deviceId: 'phone' },
    };
    await eventually(() => expect(typingOf(bob)).toEqual([[payload, meta]]));
    expect(await type(bob, { channelId, typing: false })).toEqual(told);
    await eventually(() => expect(typistsOf(ada)).toEqual(['bob']));
  });

  it('is shown to members of a help conversation, and to the person written to on every device', async () => {
    const gateway = await gatewayOfMembers();
    const ada = await connectChatter(gateway, 'ada', { rooms: [ticket] });
    const [phone, till] = await Promise.all(
      ['phone', 'till'].map((deviceId) => connectChatter(gateway, 'bob', { deviceId })),
    );
    const customer = await connectChatter(gateway, 'cyd', { rooms: [ticket], permissions: ['chat.help'] });
    expect(await type(ada, { ticketId })).toEqual(told);
    await eventually(() => expect(typistsOf(customer)).toEqual(['ada']));
    expect(await type(ada, { toUserId: 'bob' })).toEqual(told);
    for (const client of [phone, till]) {
      await eventually(() => expect(client && typistsOf(client)).toEqual(['ada']));
    }
    // The fence: whatever was for others would have come before it.
    await type(ada, { ticketId, typing: false });
    await eventually(() => expect(typistsOf(customer)).toEqual(['ada', 'ada']));
    expect(typingOf(customer).map(([{ toUserId }]) => toUserId)).toEqual([null, null]);
  });

  it('is shown to nobody of another organization, room or permission', async () => {
    const gateway = await gatewayOfMembers();
    const ada = await connectChatter(gateway, 'ada', { rooms: [channel] });
    const strangers = await Promise.all([
      connectChatter(gateway, 'eve', { organizationId: 'globex', rooms: [channel] }),
      connectChatter(gateway, 'bob'),
      connectChatter(gateway, 'cyd', { rooms: [channel], permissions: ['chat.help', 'chat.direct'] }),
    ]);
    await type(ada, { channelId });
    await type(ada, { toUserId: 'eve' });
    // The fence of each: from his own organization, after everything else.
    const fences = { acme: ada, globex: await connectChatter(gateway, 'fay', { organizationId: 'globex' }) };
    for (const [stranger, fence, userId] of [
      [strangers[0], fences.globex, 'eve'],
      [strangers[1], fences.acme, 'bob'],
      [strangers[2], fences.acme, 'cyd'],
    ] as const) {
      await type(fence, { toUserId: userId, typing: false });
      await eventually(() => expect(typingOf(stranger).at(-1)?.[0].typing).toBe(false));
      expect(typingOf(stranger)).toHaveLength(1);
    }
  });

  it('must be in the room, and must hold what the others hold', async () => {
    const gateway = await gatewayOfMembers();
    const outside = await connectChatter(gateway, 'ada');
    expect(await type(outside, { channelId })).toEqual(refused('room.forbidden'));
    expect(await type(outside, { ticketId })).toEqual(refused('room.forbidden'));
    const customer = await connectChatter(gateway, 'cyd', { rooms: [ticket], permissions: ['chat.help'] });
    expect(await type(customer, { toUserId: 'ada' })).toEqual(refused('room.forbidden'));
    await customer.socket.emitWithAck('unsubscribe', { rooms: [ticket] });
    expect(await type(customer, { ticketId })).toEqual(refused('room.forbidden'));
  });

  it.each([{}, { channelId, ticketId }, { channelId: 'c1' }, { toUserId: '' }, { channelId, typing: 'yes' }])(
    'is not shown for %j',
    async (request) => {
      const gateway = await gatewayOfMembers();
      const ada = await connectChatter(gateway, 'ada', { rooms: [channel] });
      expect(await type(ada, request)).toEqual(refused('request.invalid'));
    },
  );

  it('is shown on a plain WebSocket, and can be told from there', async () => {
    const gateway = await gatewayOfMembers();
    const plain = await connectPlain(gateway, {
      userId: 'bob',
      permissions: ['chat.staff'],
      auth: { rooms: [channel] },
    });
    const ada = await connectChatter(gateway, 'ada', { rooms: [channel] });
    await type(ada, { channelId });
    await eventually(() =>
      expect(plain.received.at(-1)).toMatchObject({
        type: 'event',
        event: 'chat:typing',
        payload: { typist: { userId: 'ada' } },
      }),
    );
    expect(await plain.ask({ type: 'chat:typing', channelId, typing: true })).toMatchObject({ ok: true });
    await eventually(() => expect(typistsOf(ada)).toEqual(['bob']));
  });

  it('is not shown to who does not keep up, until he does again', async () => {
    const gateway = await gatewayOfMembers();
    const slowConsumers = gateway.app.get(SlowConsumers);
    const ada = await connectChatter(gateway, 'ada', { rooms: [channel] });
    const fast = await connectChatter(gateway, 'bob', { rooms: [channel] });
    const welcome = vi.spyOn(gateway.app.get(Rooms), 'welcome');
    const slow = await connectRaw(gateway, {
      userId: 'cyd',
      permissions: ['chat.staff'],
      auth: { rooms: [channel] },
    });
    const letGo = await holdBack(welcome.mock.calls[0]?.[0], slowConsumers);
    await type(ada, { channelId });
    await eventually(() => expect(typistsOf(fast)).toEqual(['ada']));
    letGo();
    await eventually(() => expect(slowConsumers.sockets).toEqual([]));
    await type(ada, { channelId, typing: false });
    const typing = () => slow.received.filter(([name]) => name === 'chat:typing').map(([, it]) => it);
    await eventually(() => expect(typing()).toMatchObject([{ typing: false }]));
  });
});
