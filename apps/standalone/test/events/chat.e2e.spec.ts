import type {
  ChannelPayload,
  StaffMessagePayload,
  TicketPayload,
} from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EventsShop, enter, openEventsShop, type Viewer } from './events-shop.js';

describe('the events of the chat', () => {
  let shop: EventsShop;
  let channelId: string;
  let ticketId: string;
  /** In the private channel. */
  let manager: Viewer;
  let cashier: Viewer;
  /** In the room of the ticket. */
  let customer: Viewer;
  let support: Viewer;
  /** In no room they asked for. */
  let sales: Viewer;
  let warehouse: Viewer;
  let stranger: Viewer;

  const userIdOf = async (mailbox: string) => {
    const me = await shop.get<{ userId: string }>(await shop.tokenOf('acme', mailbox), '/auth/me');
    return me.userId;
  };
  const removeFromChannel = async (by: Viewer, userId: string) => {
    const answer = await fetch(`${shop.url}/chat/channels/${channelId}/members/${userId}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${by.token}` },
    });
    expect(answer.status).toBe(204);
  };

  beforeAll(async () => {
    shop = await openEventsShop();
    const created = await shop.post<ChannelPayload>(await shop.tokenOf('acme', 'manager'), '/chat/channels', {
      kind: 'private',
      name: 'Rota',
      memberIds: [await userIdOf('cashier')],
    });
    channelId = created.channelId;
    const opened = await shop.post<TicketPayload>(await shop.tokenOf('acme', 'customer'), '/chat/help', {
      subject: 'A late delivery',
    });
    ticketId = opened.ticketId;
    manager = await shop.connect('acme', 'manager', [`chat:channel:${channelId}`]);
    cashier = await shop.connect('acme', 'cashier', [`chat:channel:${channelId}`]);
    customer = await shop.connect('acme', 'customer', [`chat:ticket:${ticketId}`]);
    support = await shop.connect('acme', 'support', [`chat:ticket:${ticketId}`]);
    sales = await shop.connect('acme', 'sales');
    warehouse = await shop.connect('acme', 'warehouse');
    stranger = await shop.connect('globex', 'admin');
  });
  afterAll(() => shop?.stop());

  it('rooms of conversations are closed to whoever is no member', async () => {
    const [channel, ticket] = [`chat:channel:${channelId}`, `chat:ticket:${ticketId}`];
    const refused = (room: string) => ({
      rooms: [],
      refused: [{ room, error: { code: 'room.forbidden' } }],
    });
    for (const viewer of [support, warehouse, stranger]) {
      expect(await enter(viewer, [channel])).toMatchObject(refused(channel));
    }
    for (const viewer of [cashier, warehouse, stranger]) {
      expect(await enter(viewer, [ticket])).toMatchObject(refused(ticket));
    }
  });

  it('chat:help:new-message reaches who asked for help and those who answer', async () => {
    const message = await shop.onlyReaches(
      'chat:help:new-message',
      { to: [customer, support, sales], notTo: [cashier, warehouse, stranger] },
      () => shop.post(customer, '/chat/help/messages', { ticketId, text: 'Where is it?' }),
    );
    expect(message).toMatchObject({ ticketId, text: 'Where is it?', from: { userId: customer.userId } });
  });

  it('chat:help:message-read reaches those in the conversation', async () => {
    const { messageId } = await shop.post<{ messageId: string }>(customer, '/chat/help/messages', {
      ticketId,
      text: 'Hello?',
    });
    const reading = await shop.onlyReaches(
      'chat:help:message-read',
      { to: [customer, support], notTo: [sales, cashier, stranger] },
      () => shop.post(support, `/chat/help/${ticketId}/read`, { upTo: messageId }),
    );
    expect(reading).toMatchObject({ ticketId, upTo: messageId, reader: { userId: support.userId } });
  });

  it('chat:ticket:updated reaches who asked for help and those who answer', async () => {
    const ticket = await shop.onlyReaches(
      'chat:ticket:updated',
      { to: [customer, support, sales], notTo: [cashier, warehouse, stranger] },
      () => shop.post(sales, `/chat/help/${ticketId}/take`),
    );
    expect(ticket).toMatchObject({ ticketId, status: 'assigned', assignee: { userId: sales.userId } });
  });

  it('chat:staff:new-message reaches the members of a channel', async () => {
    const message = await shop.onlyReaches(
      'chat:staff:new-message',
      { to: [manager, cashier], notTo: [support, warehouse, stranger] },
      () => shop.post(manager, `/chat/channels/${channelId}/messages`, { text: 'Who takes Sunday?' }),
    );
    expect(message).toMatchObject({ channelId, text: 'Who takes Sunday?', from: { userId: manager.userId } });
  });

  it('chat:staff:message-read reaches the members of a channel', async () => {
    await shop.post(manager, `/chat/channels/${channelId}/messages`, { text: 'Anybody?' });
    const reading = await shop.onlyReaches(
      'chat:staff:message-read',
      { to: [manager, cashier], notTo: [support, warehouse, stranger] },
      () => shop.post(cashier, `/chat/channels/${channelId}/read`, {}),
    );
    expect(reading).toMatchObject({ channelId, reader: { userId: cashier.userId } });
  });

  it('chat:channel:updated reaches the staff when it is about a channel for all of them', async () => {
    const channel = await shop.onlyReaches(
      'chat:channel:updated',
      { to: [manager, cashier, support], notTo: [customer, stranger] },
      () => shop.post(manager, '/chat/channels', { kind: 'organization', name: 'News' }),
    );
    expect(channel).toMatchObject({ kind: 'organization', name: 'News' });
  });

  it('chat:channel:member-added reaches the new member, who then may follow the channel', async () => {
    const { userId } = warehouse;
    const added = await shop.onlyReaches(
      'chat:channel:member-added',
      { to: [warehouse], notTo: [manager, support, stranger] },
      () => shop.post(cashier, `/chat/channels/${channelId}/members`, { userId }),
    );
    expect(added).toMatchObject({ channelId, userId, channel: { name: 'Rota', kind: 'private' } });
    expect(await enter(warehouse, [`chat:channel:${channelId}`])).toMatchObject({ refused: [] });
  });

  it('chat:private-channel:updated reaches the members, whatever they look at', async () => {
    const elsewhere = await shop.connect('acme', 'warehouse');
    const named = await shop.onlyReaches(
      'chat:private-channel:updated',
      { to: [manager, cashier, elsewhere], notTo: [support, sales, customer, stranger] },
      async () => {
        const answer = await fetch(`${shop.url}/chat/channels/${channelId}`, {
          method: 'PATCH',
          headers: { authorization: `Bearer ${manager.token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ name: 'Weekend rota' }),
        });
        expect(answer.status).toBe(200);
      },
    );
    expect(named).toMatchObject({ channelId, kind: 'private', name: 'Weekend rota' });
    expect(new Set(named.members.map(({ userId }) => userId))).toEqual(
      new Set([manager, cashier, warehouse].map(({ userId }) => userId)),
    );
  });

  it('chat:channel:member-removed reaches nobody; it takes the member out before the next message', async () => {
    const name = 'chat:staff:new-message';
    const screens = [cashier, await shop.connect('acme', 'cashier', [`chat:channel:${channelId}`])];
    const left: object[] = [];
    for (const { socket } of screens) socket.on('realtime:room-left', (notice) => left.push(notice));
    const write = (text: string) =>
      shop.post<StaffMessagePayload>(manager, `/chat/channels/${channelId}/messages`, { text });
    const first = await write('The first');
    for (const { received } of screens) {
      await eventually(() => expect(received.map(({ payload }) => payload)).toContainEqual(first));
    }
    const removing = removeFromChannel(manager, cashier.userId);
    for (let n = 0; n < 20; n += 1) await write(`${n}`);
    await removing;
    const last = await write('The last');
    await eventually(() => expect(manager.received.map(({ payload }) => payload)).toContainEqual(last));
    for (const screen of screens) {
      await shop.caughtUp(screen);
      expect(screen.names()).not.toContain('chat:channel:member-removed');
      expect(screen.received.map(({ payload }) => payload)).not.toContainEqual(last);
    }
    expect(manager.names()).not.toContain('chat:channel:member-removed');
    const room = `chat:channel:${channelId}`;
    expect(left).toMatchObject(screens.map(() => ({ room, error: { code: 'room.forbidden' } })));
    // What each screen saw ends at the same message, wherever each gateway was in the stream.
    const [one, other] = screens.map(({ received }) => received.findLast((event) => event.name === name));
    expect(one?.meta.id).toBe(other?.meta.id);
    expect(await enter(cashier, [room])).toMatchObject({ rooms: [] });
  });

  it('chat:direct:new-message reaches the two it is between', async () => {
    const message = await shop.onlyReaches(
      'chat:direct:new-message',
      { to: [cashier, support], notTo: [manager, sales, stranger] },
      () => shop.post(cashier, `/chat/direct/${support.userId}/messages`, { text: 'Are you at the desk?' }),
    );
    expect(message).toMatchObject({ toUserId: support.userId, from: { userId: cashier.userId } });
  });

  it('chat:direct:message-read reaches the two it is between', async () => {
    await shop.post(cashier, `/chat/direct/${support.userId}/messages`, { text: 'Hello?' });
    const reading = await shop.onlyReaches(
      'chat:direct:message-read',
      { to: [cashier, support], notTo: [manager, sales, stranger] },
      () => shop.post(support, `/chat/direct/${cashier.userId}/read`, {}),
    );
    expect(reading).toMatchObject({ fromUserId: cashier.userId, reader: { userId: support.userId } });
  });
});
