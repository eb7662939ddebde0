import { randomUUID } from 'node:crypto';
import type {
  Ack,
  ChannelPayload,
  ChatHistory,
  ChatMessageSent,
  ChatRead,
  HelpMessagePayload,
  StaffMessagePayload,
  TypingPayload,
} from '@business-control/realtime-contracts';
import { eventually, services } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EventsShop, openEventsShop, type Viewer } from './events-shop.js';

/** Stock clients that make the calls of the chat, on two gateways that share a Redis. */
describe('the calls of the chat', () => {
  let shop: EventsShop;
  let channelId: string;
  let manager: Viewer;
  let cashier: Viewer;
  let support: Viewer;
  let customer: Viewer;
  let stranger: Viewer;
  let compatriot: Viewer;

  const ask = async <Data>({ socket }: Viewer, call: string, request: object): Promise<Data> => {
    const answer: Ack<Data> = await socket.emitWithAck(call, request);
    if (!answer.ok) throw new Error(`${call} was refused: ${JSON.stringify(answer.error)}`);
    return answer.data;
  };
  const refusalOf = async ({ socket }: Viewer, call: string, request: object) => {
    const answer: Ack<unknown> = await socket.emitWithAck(call, request);
    return answer.ok ? undefined : answer.error.code;
  };
  const eventsOf = ({ received }: Viewer, name: string) =>
    received.filter((event) => event.name === name).map(({ payload }) => payload);
  const typingOf = (viewer: Viewer) => eventsOf(viewer, 'chat:typing') as TypingPayload[];

  /** What is said again until it arrives must not use up how often it may be said. */
  const nowAndThen = { intervalMs: 200 };

  beforeAll(async () => {
    const { hostname, port } = new URL(services().redisUrl);
    shop = await openEventsShop({ ENABLE_REDIS: 'true', REDIS_HOST: hostname, REDIS_PORT: port });
    const cashierId = await shop.get<{ userId: string }>(await shop.tokenOf('acme', 'cashier'), '/auth/me');
    ({ channelId } = await shop.post<ChannelPayload>(
      await shop.tokenOf('acme', 'manager'),
      '/chat/channels',
      {
        kind: 'private',
        name: 'Rota',
        memberIds: [cashierId.userId],
      },
    ));
    const rooms = [`chat:channel:${channelId}`];
    manager = await shop.connect('acme', 'manager', rooms);
    cashier = await shop.connect('acme', 'cashier', rooms);
    support = await shop.connect('acme', 'support');
    customer = await shop.connect('acme', 'customer');
    stranger = await shop.connect('globex', 'manager');
    compatriot = await shop.connect('globex', 'admin');
  });
  afterAll(() => shop?.stop());

  it('chat:message is kept once however often it is sent, and says whether its recipient is connected', async () => {
    const request = { to: support.userId, message: 'Are you there?', clientMessageId: randomUUID() };
    const sent = await eventually(async () => {
      const answer = await ask<ChatMessageSent>(cashier, 'chat:message', request);
      expect(answer.recipientOnline).toBe(true);
      return answer;
    }, nowAndThen);
    await eventually(
      async () => expect(await ask(cashier, 'chat:message', request)).toEqual(sent),
      nowAndThen,
    );
    const { recipientOnline: _, ...message } = sent;
    expect(message).toMatchObject({ text: 'Are you there?', from: { userId: cashier.userId } });
    const admin = await shop.get<{ userId: string }>(await shop.tokenOf('acme', 'admin'), '/auth/me');
    expect(
      await ask(cashier, 'chat:message', { to: admin.userId, message: 'Call me when you are in' }),
    ).toMatchObject({ recipientOnline: false });
    await shop.caughtUp(support);
    expect(eventsOf(support, 'chat:direct:new-message')).toEqual([message]);
  });

  it('lead to the same commands as HTTP: written, read back and read', async () => {
    const message = await ask<StaffMessagePayload>(manager, 'chat:staff', { channelId, message: 'Sunday?' });
    await eventually(() => expect(eventsOf(cashier, 'chat:staff:new-message')).toContainEqual(message));
    const history = await ask<ChatHistory>(cashier, 'chat:history', { channelId, limit: 1 });
    expect(history.items).toEqual([message]);
    expect(await shop.get(cashier, `/chat/channels/${channelId}/messages?limit=1`)).toEqual(history);
    const { messageId: upTo } = message;
    expect(await ask<ChatRead>(cashier, 'chat:read', { channelId, upTo })).toEqual({ upTo });
    await eventually(() =>
      expect(eventsOf(manager, 'chat:staff:message-read')).toMatchObject([{ channelId, upTo }]),
    );
    const asked = await ask<HelpMessagePayload>(customer, 'chat:help', { message: 'Where is it?' });
    await eventually(() => expect(eventsOf(support, 'chat:help:new-message')).toContainEqual(asked));
    const { ticketId } = asked;
    expect((await ask<ChatHistory>(support, 'chat:history', { ticketId })).items).toContainEqual(asked);
  });

  it('are refused with the codes of HTTP', async () => {
    const refused = async (by: Viewer, path: string, body: object) => {
      const answer = await fetch(`${shop.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${by.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(answer.ok).toBe(false);
      return ((await answer.json()) as { error: { code: string } }).error.code;
    };
    for (const viewer of [support, customer, stranger]) {
      expect(await refusalOf(viewer, 'chat:staff', { channelId, message: 'Hello' })).toBe(
        await refused(viewer, `/chat/channels/${channelId}/messages`, { text: 'Hello' }),
      );
    }
    expect(await refusalOf(stranger, 'chat:message', { to: cashier.userId, message: 'Hello' })).toBe(
      await refused(stranger, `/chat/direct/${cashier.userId}/messages`, { text: 'Hello' }),
    );
  });

  it('chat:typing reaches those in the room on any gateway, and nobody else', async () => {
    const typing = { channelId, typing: true };
    await eventually(async () => {
      await ask(manager, 'chat:typing', typing);
      expect(typingOf(cashier)).toContainEqual({
        ...typing,
        ticketId: null,
        toUserId: null,
        typist: { userId: manager.userId, displayName: expect.any(String) },
      });
    }, nowAndThen);
    // The fence of each comes the same way, and after it.
    for (const [viewer, fence] of [
      [support, manager],
      [stranger, compatriot],
    ] as const) {
      await ask(fence, 'chat:typing', { toUserId: viewer.userId, typing: false });
      await eventually(() => expect(typingOf(viewer)).toMatchObject([{ toUserId: viewer.userId }]));
    }
    expect(typingOf(manager)).toEqual([]);
    expect(typingOf(customer)).toEqual([]);
    expect(await refusalOf(support, 'chat:typing', typing)).toBe('room.forbidden');
    expect(await refusalOf(customer, 'chat:typing', { toUserId: cashier.userId, typing: true })).toBe(
      'room.forbidden',
    );
  });

  it('keep from customers who is connected', async () => {
    expect(await refusalOf(customer, 'presence:list', {})).toBe('presence.forbidden');
    await eventually(async () => {
      const { users } = await ask<{ users: { userId: string }[] }>(manager, 'presence:list', {});
      expect(users.map(({ userId }) => userId)).toEqual(
        expect.arrayContaining([cashier.userId, customer.userId]),
      );
    });
  });
});
