import type { Ack, HelpMessagePayload, PresenceChanged } from '@business-control/realtime-contracts';
import { eventually, services } from '@business-control/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openCart } from '../shop-client.js';
import { type EventsShop, openEventsShop, type Viewer } from './events-shop.js';

interface Visit {
  readonly token: string;
  readonly visitorId: string;
  readonly ticketId: string;
}

/** Visitors and sales agents on two gateways that share a Redis. */
describe('visitors and those who look after them', () => {
  let shop: EventsShop;
  let manager: Viewer;
  let cashier: Viewer;
  let stranger: Viewer;
  let bystander: Viewer;
  const visits: (Viewer & Visit)[] = [];
  const agents: Viewer[] = [];

  /** Who is connected as far as core-api knows; gateways tell it of a connection a while after the client. */
  const connected = async () => {
    const path = '/visitors/connections?state=connected&limit=200';
    const { items } = await shop.get<{ items: readonly { readonly userId: string }[] }>(manager, path);
    return items.map(({ userId }) => userId);
  };

  /** A stock client of somebody without an account, in the room of the conversation. */
  const visit = async () => {
    const person = { organization: 'acme', displayName: 'Visitor' };
    const begun = await shop.post<Visit>('', '/visitors/sessions', person);
    const viewer = await shop.connectWith('acme', begun.token, [`chat:ticket:${begun.ticketId}`]);
    visits.push({ ...viewer, ...begun });
    await eventually(async () => expect(await connected()).toContain(begun.visitorId));
    return { ...viewer, ...begun };
  };
  const leave = ({ token }: Visit) =>
    fetch(`${shop.url}/visitors/sessions/leave`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
  const agent = async (mailbox = 'sales') => {
    const viewer = await shop.connect('acme', mailbox);
    agents.push(viewer);
    return viewer;
  };
  const eventsOf = ({ received }: Viewer, name: string) =>
    received.filter((event) => event.name === name).map(({ payload }) => payload);
  const ask = async ({ socket }: Viewer, call: string, request: object): Promise<Ack<unknown>> =>
    socket.emitWithAck(call, request);

  beforeAll(async () => {
    const { hostname, port } = new URL(services().redisUrl);
    shop = await openEventsShop({
      ENABLE_REDIS: 'true',
      REDIS_HOST: hostname,
      REDIS_PORT: port,
      ASSIGNMENT_GRACE_SECONDS: '1',
      PRESENCE_GRACE_SECONDS: '0',
    });
    const admin = await shop.tokenOf('acme', 'admin');
    const { items } = await shop.get<{ items: { userId: string; email: string }[] }>(
      admin,
      '/identity/users',
    );
    const second = items.find(({ email }) => email === 'support@acme.test');
    const changed = await fetch(`${shop.url}/identity/users/${second?.userId}/roles`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${admin}` },
      body: JSON.stringify({ roles: ['support', 'sales-agent'] }),
    });
    expect(changed.status).toBe(200);
    manager = await shop.connect('acme', 'manager');
    cashier = await shop.connect('acme', 'cashier');
    stranger = await shop.connect('globex', 'support');
    const begun = await shop.post<Visit>('', '/visitors/sessions', { organization: 'globex' });
    bystander = await shop.connectWith('globex', begun.token, [`chat:ticket:${begun.ticketId}`]);
  });
  afterAll(() => shop?.stop());

  /** What is left of one test must not be told in the next. */
  afterEach(async () => {
    for (const visitor of visits.splice(0)) {
      visitor.socket.close();
      await leave(visitor);
    }
    const gone = agents.splice(0);
    for (const { socket } of gone) socket.close();
    await eventually(async () => {
      expect(await shop.get(manager, '/assignments')).toMatchObject({ items: [], waiting: [] });
      const present = await connected();
      expect(gone.filter(({ userId }) => present.includes(userId))).toEqual([]);
    });
    await shop.caughtUp(manager);
  });

  it('assignment:created reaches who answers and the visitor, and they write to each other', async () => {
    const visitor = await visit();
    const other = await visit();
    let sales: Viewer | undefined;
    const created = await shop.onlyReaches(
      'assignment:created',
      { to: [manager, visitor], notTo: [cashier, stranger, bystander] },
      async () => {
        sales = await agent();
      },
    );
    if (!sales) throw new Error('the sales agent connected');
    const salesAgent = sales;
    expect(created).toMatchObject({
      ticketId: visitor.ticketId,
      visitor: { userId: visitor.visitorId, displayName: 'Visitor' },
      salesAgent: { userId: salesAgent.userId },
    });
    await eventually(() => expect(eventsOf(salesAgent, 'assignment:created')).toContainEqual(created));
    await eventually(() => expect(eventsOf(other, 'assignment:created')).toHaveLength(1));
    expect(eventsOf(other, 'assignment:created')).not.toContainEqual(created);

    const { ticketId } = visitor;
    const question = await ask(visitor, 'chat:help', { message: 'Do you have it in blue?' });
    expect(question).toMatchObject({ ok: true, data: { ticketId, from: { userId: visitor.visitorId } } });
    const messages = (viewer: Viewer) => eventsOf(viewer, 'chat:help:new-message') as HelpMessagePayload[];
    await eventually(() => expect(messages(salesAgent).at(-1)?.text).toBe('Do you have it in blue?'));
    const answer = await ask(salesAgent, 'chat:help', { ticketId, message: 'We do' });
    expect(answer).toMatchObject({ ok: true });
    await eventually(() => expect(messages(visitor).map(({ text }) => text)).toContain('We do'));
    await shop.caughtUp(other);
    expect(messages(other)).toEqual([]);
  });

  it('assignment:ended reaches who answers and the visitor when the conversation is closed', async () => {
    const visitor = await visit();
    const other = await visit();
    await agent();
    await eventually(() => expect(eventsOf(visitor, 'assignment:created')).toHaveLength(1));
    const ended = await shop.onlyReaches(
      'assignment:ended',
      { to: [manager, visitor], notTo: [cashier, other, stranger, bystander] },
      () => shop.post(manager, `/chat/help/${visitor.ticketId}/close`),
    );
    expect(ended).toMatchObject({ ticketId: visitor.ticketId, reason: 'closed' });
  });

  it('a visitor whose sales agent is gone for longer than the grace period gets another', async () => {
    const sales = await agent();
    const visitor = await visit();
    await eventually(() =>
      expect(eventsOf(visitor, 'assignment:created')).toMatchObject([
        { salesAgent: { userId: sales.userId } },
      ]),
    );
    const colleague = await agent('support');
    const ended = await shop.onlyReaches(
      'assignment:ended',
      { to: [manager, colleague, visitor], notTo: [cashier, stranger, bystander] },
      async () => void sales.socket.close(),
    );
    expect(ended).toMatchObject({ reason: 'agent-gone', salesAgent: { userId: sales.userId } });
    await eventually(() =>
      expect(eventsOf(visitor, 'assignment:created').at(-1)).toMatchObject({
        salesAgent: { userId: colleague.userId },
      }),
    );
  });

  it('presence:changed tells staff that a visitor comes and goes, and no visitor of anybody', async () => {
    const other = await visit();
    const changes: PresenceChanged[] = [];
    const toVisitor: PresenceChanged[] = [];
    manager.socket.on('presence:changed', (change) => changes.push(change));
    other.socket.on('presence:changed', (change) => toVisitor.push(change));
    const visitor = await visit();
    const of = (status: string) => ({ userId: visitor.visitorId, deviceId: null, status });
    await eventually(() => expect(changes).toContainEqual(expect.objectContaining(of('connected'))));
    visitor.socket.close();
    await eventually(() => expect(changes).toContainEqual(expect.objectContaining(of('disconnected'))));
    await shop.caughtUp(other);
    expect(toVisitor).toEqual([]);
    expect(await ask(other, 'presence:list', {})).toMatchObject({
      ok: false,
      error: { code: 'presence.forbidden' },
    });
  });

  it('a visitor sees nothing else of the organization, and may do nothing else', async () => {
    const [visitor, other] = [await visit(), await visit()];
    const [first = ''] = visitor.ready.rooms;
    expect(visitor.ready.rooms).toEqual([
      expect.stringMatching(/^Organization:/),
      `user:${visitor.visitorId}`,
    ]);
    const rooms = [
      `chat:ticket:${other.ticketId}`,
      `chat:channel:${other.ticketId}`,
      `branch:${first}`,
      `order:${other.ticketId}`,
      `user:${manager.userId}`,
      `pos:workstation:${other.ticketId}`,
      `inventory:warehouse:${other.ticketId}`,
    ];
    expect(await ask(visitor, 'subscribe', { rooms })).toMatchObject({
      data: { rooms: [], refused: rooms.map((room) => ({ room })) },
    });
    for (const [call, request] of [
      ['chat:message', { to: manager.userId, message: 'Hello' }],
      ['chat:staff', { channelId: other.ticketId, message: 'Hello' }],
      ['chat:help', { ticketId: other.ticketId, message: 'Hello' }],
      ['chat:typing', { toUserId: manager.userId, typing: true }],
      ['chat:typing', { ticketId: other.ticketId, typing: true }],
      ['chat:history', { ticketId: other.ticketId }],
    ] as const) {
      expect(await ask(visitor, call, request), call).toMatchObject({ ok: false });
    }
    await shop.onlyReaches('pos:cart:updated', { to: [cashier], notTo: [visitor] }, () =>
      openCart(shop.url, cashier.token),
    );
    const others = visitor.received.filter(
      ({ payload }) => (payload as { ticketId?: string }).ticketId !== visitor.ticketId,
    );
    expect(others).toEqual([]);
  });

  it('a visitor who leaves is disconnected everywhere, and comes back no more', async () => {
    const visitor = await visit();
    const closing = new Promise((resolve) => visitor.socket.once('realtime:closing', resolve));
    const answer = await leave(visitor);
    expect(answer.status).toBe(204);
    expect(await closing).toMatchObject({ code: 'auth.session-revoked', reconnect: false });
    await expect(shop.connectWith('acme', visitor.token)).rejects.toThrow();
  });
});
