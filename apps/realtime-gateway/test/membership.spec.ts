import type { ServerResponse } from 'node:http';
import { defineCatalogue, defineEvent, type RealtimeReady } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { Memberships } from '../src/authorization/memberships.js';
import { coreApiDouble, ENDLESS_MS, patienceWithCoreApi } from './core-api-double.js';
import { envelope } from './envelopes.js';
import {
  type ConnectAsOptions,
  connectAs,
  publish,
  type RunningGateway,
  startGateway,
  type TestClient,
  tokenFor,
} from './start-gateway.js';

/** A conversation, and the facts that somebody was taken out of it or may do other things now. */
const talk = defineCatalogue({
  'talk:message:posted': defineEvent({
    version: 1,
    summary: 'Somebody said something in a channel',
    payload: z.object({ channelId: z.string(), text: z.string() }),
    permission: 'pos.read',
    audience: { channel: ({ channelId }) => channelId },
    delivery: 'durable',
  }),
  'talk:member:removed': defineEvent({
    version: 1,
    summary: 'Somebody was taken out of a channel',
    payload: z.object({ channelId: z.string(), userId: z.string() }),
    permission: 'pos.read',
    audience: {},
    control: ({ channelId, userId }) => ({
      action: 'leave-room',
      userId,
      kind: 'channel',
      roomId: channelId,
    }),
    delivery: 'durable',
  }),
  'talk:rights:changed': defineEvent({
    version: 1,
    summary: 'What somebody may do changed',
    payload: z.object({ userId: z.string(), permissions: z.array(z.string()) }),
    permission: 'pos.read',
    audience: {},
    control: ({ userId, permissions }) => ({ action: 'change-permissions', userId, permissions }),
    delivery: 'durable',
  }),
});

const room = 'chat:channel:c1';
const said = (text: string) => envelope({ name: 'talk:message:posted', payload: { channelId: 'c1', text } });
const removed = envelope({ name: 'talk:member:removed', payload: { channelId: 'c1', userId: 'u1' } });
const heard = (client: TestClient) =>
  client.received
    .filter(([name]) => name === 'talk:message:posted')
    .map(([, payload]) => (payload as { text: string }).text);
const left = (client: TestClient) =>
  client.received.filter(([name]) => name === 'realtime:room-left').map(([, notice]) => notice);

/** A core-api that answers questions about rooms with this status; `null` for never. */
async function setUp(status: number | null = 200, env: Record<string, string> = {}) {
  patienceWithCoreApi(ENDLESS_MS);
  let current = status;
  const waiting: ServerResponse[] = [];
  const answer = (response: ServerResponse) => {
    if (current === null) waiting.push(response);
    else response.writeHead(current, { 'content-type': 'application/json' }).end('{}');
  };
  const coreApi = await coreApiDouble((request, response) => {
    if (request.url?.startsWith('/realtime/rooms/')) answer(response);
    else response.writeHead(503).end();
  });
  const gateway = await startGateway({ catalogue: talk, env: { CORE_API_URL: coreApi.url, ...env } });
  return {
    gateway,
    asked: () => coreApi.requests.filter(({ url }) => url?.startsWith('/realtime/rooms/')),
    answerFromNowOn: (next: number | null) => {
      current = next;
      for (const response of waiting.splice(0)) answer(response);
    },
  };
}

/** How many have passed since now, whatever the machine does meanwhile. */
function secondsPass(passed: () => number): void {
  const now = performance.now();
  const spy = vi.spyOn(performance, 'now').mockImplementation(() => now + passed() * 1_000);
  onTestFinished(() => spy.mockRestore());
}

/** Everything published before has been delivered once the fence, in a room by permission, has heard this. */
async function say(gateway: RunningGateway, text: string, witness: TestClient): Promise<void> {
  await publish(gateway, said(text));
  await eventually(() => expect(heard(witness)).toContain(text));
}

const member = (gateway: RunningGateway, options: ConnectAsOptions = {}) =>
  connectAs(gateway, { rooms: [room], ...options });

describe('a room for members', () => {
  it('is opened when core-api says so, asked with the token of the user', async () => {
    const { gateway, asked } = await setUp();
    const token = await tokenFor();
    const client = await connectAs(gateway, { auth: { token } });
    expect(await client.socket.emitWithAck('subscribe', { rooms: [room] })).toEqual({
      ok: true,
      data: { rooms: [room], refused: [] },
    });
    expect(asked().map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/realtime/rooms/chat%3Achannel%3Ac1/membership', `Bearer ${token}`],
    ]);
    await say(gateway, 'hello', client);
  });

  it('is opened in the handshake as well', async () => {
    const { gateway } = await setUp();
    const client = await member(gateway);
    expect(client.received[0]?.[1]).toMatchObject({ rooms: expect.arrayContaining([room]), refused: [] });
    await say(gateway, 'hello', client);
  });

  it.each([
    [403, 'room.forbidden'],
    [404, 'room.forbidden'],
    [401, 'room.membership-unavailable'],
    [500, 'room.membership-unavailable'],
  ])('stays closed when core-api answers %d', async (status, code) => {
    const { gateway } = await setUp(status);
    const client = await member(gateway);
    expect(client.received[0]?.[1]).toMatchObject({ refused: [{ room, error: { code } }] });
    const { data } = await client.socket.emitWithAck('subscribe', { rooms: [room] });
    expect(data).toMatchObject({ rooms: [], refused: [{ room, error: { code } }] });
  });

  it('stays closed when core-api does not answer in time', async () => {
    const { gateway } = await setUp(null);
    const { socket } = await connectAs(gateway);
    const patience = patienceWithCoreApi(50);
    const { data } = await socket.emitWithAck('subscribe', { rooms: [room, 'chat:ticket:t1'] });
    expect(data.refused).toMatchObject([
      { room, error: { code: 'room.membership-unavailable' } },
      { room: 'chat:ticket:t1', error: { code: 'room.membership-unavailable' } },
    ]);
    expect(patience).toHaveBeenCalledWith(2_000);
  });

  it('stays closed without the permission of its events, member or not', async () => {
    const { gateway } = await setUp();
    const client = await member(gateway, { permissions: [] });
    expect(client.received[0]?.[1]).toMatchObject({ refused: [{ room, error: { code: 'room.forbidden' } }] });
  });

  it('is one of so many that a user may have asked about in a minute as the user may make calls', async () => {
    const { gateway, asked } = await setUp(403, { MAX_CALLS_PER_USER_PER_MINUTE: '20' });
    secondsPass(() => 0);
    const [one, other] = await Promise.all([connectAs(gateway), connectAs(gateway)]);
    const rooms = Array.from({ length: 100 }, (_, index) => `chat:channel:c${index}`);
    const { data } = await one.socket.emitWithAck('subscribe', { rooms });
    expect(data.rooms).toEqual([]);
    expect(data.refused.map(({ error }: { error: { code: string } }) => error.code)).toEqual(
      rooms.map((_, index) => (index < 16 ? 'room.forbidden' : 'room.membership-unavailable')),
    );
    await other.socket.emitWithAck('subscribe', { rooms });
    expect(asked()).toHaveLength(16);
    const someoneElse = await connectAs(gateway, { userId: 'u2' });
    await someoneElse.socket.emitWithAck('subscribe', { rooms: [room] });
    expect(asked()).toHaveLength(17);
  });

  it('is not asked about for longer than a connection can wait for its rooms', async () => {
    const { gateway, asked, answerFromNowOn } = await setUp(200);
    secondsPass(() => asked().length);
    const rooms = Array.from({ length: 100 }, (_, index) => `chat:channel:c${index}`);
    const client = await connectAs(gateway, { rooms });
    expect(asked()).toHaveLength(8);
    const ready = client.received[0]?.[1] as RealtimeReady;
    expect(ready.rooms).toEqual(expect.arrayContaining(rooms.slice(0, 8)));
    expect(ready.refused.map(({ room, error: { code } }) => [room, code])).toEqual(
      rooms.slice(8).map((room) => [room, 'room.membership-unavailable']),
    );
    answerFromNowOn(403);
    const { data } = await client.socket.emitWithAck('subscribe', { rooms });
    expect(data.rooms).toEqual(rooms.slice(0, 8));
    expect(asked()).toHaveLength(16);
  });

  it('is asked about once for those who come together, and not again within the lease', async () => {
    const { gateway, asked, answerFromNowOn } = await setUp(null);
    const clients = await Promise.all([connectAs(gateway), connectAs(gateway)]);
    const answers = clients.map(({ socket }) => socket.emitWithAck('subscribe', { rooms: [room] }));
    // Whoever calls again is answered after the gateway knows of the first call.
    for (const { socket } of clients) await socket.emitWithAck('unsubscribe', { rooms: [] });
    await eventually(() => expect(asked()).toHaveLength(1));
    answerFromNowOn(200);
    for (const answer of answers) expect((await answer).data.rooms).toEqual([room]);
    await member(gateway);
    expect(asked()).toHaveLength(1);
  });

  it('is asked about for each user', async () => {
    const { gateway, asked } = await setUp();
    await member(gateway, { userId: 'ada' });
    await member(gateway, { userId: 'bob' });
    await member(gateway, { userId: 'bob', organizationId: 'globex' });
    expect(asked()).toHaveLength(3);
  });
});

describe('a member who is removed', () => {
  it('is out before the next message, and the others stay', async () => {
    const { gateway, answerFromNowOn } = await setUp();
    const [client, other] = [await member(gateway), await member(gateway, { userId: 'bob' })];
    await say(gateway, 'before', client);
    answerFromNowOn(403);
    await publish(gateway, removed);
    await say(gateway, 'after', other);
    const { data } = await client.socket.emitWithAck('subscribe', { rooms: [room] });
    // Whatever else there was came before the answer.
    expect(heard(client)).toEqual(['before']);
    expect(left(client)).toMatchObject([{ room, error: { code: 'room.forbidden' } }]);
    expect(left(other)).toEqual([]);
    expect(data.refused).toMatchObject([{ room, error: { code: 'room.forbidden' } }]);
  });

  it('is not let in by an answer that was given before', async () => {
    const { gateway, asked, answerFromNowOn } = await setUp();
    const other = await member(gateway, { userId: 'bob' });
    const client = await connectAs(gateway);
    answerFromNowOn(null);
    const answer = client.socket.emitWithAck('subscribe', { rooms: [room] });
    await eventually(() => expect(asked()).toHaveLength(2));
    await publish(gateway, removed);
    await say(gateway, 'fence', other);
    answerFromNowOn(200);
    expect((await answer).data).toMatchObject({
      rooms: [],
      refused: [{ room, error: { code: 'room.membership-unavailable' } }],
    });
  });
});

describe('a member whose permissions change', () => {
  it('is a member again only when core-api says so again', async () => {
    const { gateway, answerFromNowOn } = await setUp();
    const [client, other] = [await member(gateway), await member(gateway, { userId: 'bob' })];
    const permissions = ['pos.read', 'orders.read'] as const;
    answerFromNowOn(403);
    const payload = { userId: 'u1', permissions: [...permissions] };
    await publish(gateway, envelope({ name: 'talk:rights:changed', payload }));
    await say(gateway, 'fence', other);
    await eventually(() => expect(client.socket.connected).toBe(false));
    const back = await member(gateway, { permissions });
    expect(back.received[0]?.[1]).toMatchObject({ refused: [{ room, error: { code: 'room.forbidden' } }] });
    // Of the others nothing is forgotten.
    expect((await member(gateway, { userId: 'bob' })).received[0]?.[1]).toMatchObject({ refused: [] });
  });
});

describe('a lease', () => {
  const env = { MEMBERSHIP_LEASE_SECONDS: '1' };
  /** Enters the moment core-api has answered: between an answer and the end of a handshake so short a lease could run out. */
  const enter = async (gateway: RunningGateway, options: ConnectAsOptions = {}) => {
    const client = await connectAs(gateway, options);
    const { data } = await client.socket.emitWithAck('subscribe', { rooms: [room] });
    expect(data.rooms).toEqual([room]);
    return client;
  };

  it('is renewed while core-api says yes, and ends with the room when it says no', async () => {
    const { gateway, asked, answerFromNowOn } = await setUp(200, env);
    const client = await enter(gateway);
    await eventually(() => expect(asked().length).toBeGreaterThan(3));
    await say(gateway, 'still here', client);
    expect(left(client)).toEqual([]);
    answerFromNowOn(403);
    await eventually(() => expect(left(client)).toMatchObject([{ room, error: { code: 'room.forbidden' } }]));
  });

  it('ends with the room when nobody can say in time', async () => {
    const { gateway, answerFromNowOn } = await setUp(200, env);
    const client = await enter(gateway);
    answerFromNowOn(503);
    await eventually(() =>
      expect(left(client)).toMatchObject([{ room, error: { code: 'room.membership-unavailable' } }]),
    );
  });

  it('is asked about no more after the room was left', async () => {
    const { gateway, asked } = await setUp(200, env);
    const renew = vi.spyOn(gateway.app.get(Memberships), 'renew');
    const client = await enter(gateway);
    const witness = await enter(gateway, { userId: 'bob' });
    expect((await client.socket.emitWithAck('unsubscribe', { rooms: [room] })).data.rooms).toEqual([room]);
    // What was asked before has been answered.
    await Promise.all(renew.mock.results.map(({ value }) => value));
    const before = asked().length;
    await eventually(() => expect(asked().length).toBeGreaterThan(before + 2));
    const tokens = new Set(
      asked()
        .slice(before)
        .map(({ headers }) => headers.authorization),
    );
    expect(tokens.size).toBe(1);
    await say(gateway, 'fence', witness);
    expect(heard(client)).toEqual([]);
  });
});
