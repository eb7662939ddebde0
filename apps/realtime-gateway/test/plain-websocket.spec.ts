import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { eventually } from '@business-control/testing';
import { describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { Rooms } from '../src/connections/rooms.js';
import { SlowConsumers } from '../src/delivery/slow-consumers.js';
import { SharedTexts } from '../src/plain-websocket/shared-texts.js';
import { Sequence } from './envelopes.js';
import { connectPlain, openPlain, type PlainClient } from './plain-client.js';
import { connectAs, inMemoryBroker, publish, startGateway, tokenFor } from './start-gateway.js';
import { timersInHand } from './timers-in-hand.js';

const refusal = (code: string, reconnect: boolean) => ({
  type: 'auth_error',
  code,
  message: expect.any(String),
  reconnect,
});
const closing = (code: string) => expect.objectContaining({ type: 'closing', code });
const events = ({ received }: PlainClient) => received.filter(({ type }) => type === 'event');
const cursors = (client: PlainClient) =>
  events(client).map(({ meta }) => (meta as { cursor?: string }).cursor);

describe('a plain WebSocket', () => {
  it('is told who it is once it has said so', async () => {
    const gateway = await startGateway();
    const client = await connectPlain(gateway, { auth: { deviceId: 'd1', rooms: ['pos:workstation:w1'] } });
    expect(client.received).toEqual([
      { type: 'welcome' },
      {
        type: 'auth_success',
        userId: 'u1',
        organizationId: 'acme',
        deviceId: 'd1',
        rooms: ['Organization:acme', 'user:u1', 'device:d1', 'pos:workstation:w1'],
        refused: [],
        resume: 'fresh',
        replayed: 0,
        cursor: null,
        serverTime: expect.any(String),
      },
    ]);
  });

  it('gets the events of its organization and permissions in order, and no other', async () => {
    const gateway = await startGateway();
    const [acme, globex] = [new Sequence('acme'), new Sequence('globex')];
    const client = await connectPlain(gateway);
    const without = await connectPlain(gateway, { permissions: [] });
    const stranger = await connectPlain(gateway, { organizationId: 'globex' });
    const sent = [acme.next(), acme.next()];
    await publish(gateway, ...sent, globex.next());
    // The fence: it comes after everything else there was.
    await eventually(() => expect(cursors(stranger)).toEqual(['e1.1']));
    await eventually(() =>
      expect(events(client)).toEqual(
        sent.map(({ id, name, payload, occurredAt, actor, seq }) => ({
          type: 'event',
          event: name,
          payload,
          meta: { id, cursor: `e1.${seq}`, occurredAt, actor },
        })),
      ),
    );
    expect(events(without)).toEqual([]);
    expect(await without.ask({ type: 'ping' })).toMatchObject({ type: 'pong' });
    expect(events(without)).toEqual([]);
  });

  it('costs one translation of an event, however many there are', async () => {
    const gateway = await startGateway();
    const clients = await Promise.all(Array.from({ length: 5 }, () => connectPlain(gateway)));
    const translated = vi.spyOn(SharedTexts.prototype, 'add');
    await publish(gateway, new Sequence('acme').next());
    for (const client of clients) await eventually(() => expect(events(client)).toHaveLength(1));
    expect(translated).toHaveBeenCalledTimes(1);
    translated.mockRestore();
  });

  it('makes the calls that a client of Socket.IO makes', async () => {
    const gateway = await startGateway();
    const client = await connectPlain(gateway);
    const rooms = ['pos:workstation:w1'];
    expect(await client.ask({ type: 'subscribe', rooms: [...rooms, 'nonsense'] })).toEqual({
      type: 'ack',
      id: 'call-1',
      ok: true,
      data: {
        rooms,
        refused: [{ room: 'nonsense', error: expect.objectContaining({ code: 'room.unknown' }) }],
      },
    });
    expect(await client.ask({ type: 'unsubscribe', rooms })).toMatchObject({ ok: true, data: { rooms } });
    expect(await client.ask({ type: 'subscribe' })).toMatchObject({
      type: 'ack',
      ok: false,
      error: { code: 'request.invalid' },
    });
    expect(await client.ask({ type: 'refresh', token: await tokenFor() })).toMatchObject({
      ok: true,
      data: { left: [] },
    });
    expect(await client.ask({ type: 'ping' })).toEqual({ type: 'pong', id: 'call-5' });
    await eventually(async () =>
      expect(await client.ask({ type: 'presence:list' })).toMatchObject({
        ok: true,
        data: { users: [{ userId: 'u1' }] },
      }),
    );
  });

  it('may ask before it is let in, and is answered after', async () => {
    const gateway = await startGateway();
    const client = await openPlain(gateway);
    client.send({ type: 'auth', token: await tokenFor() });
    client.send({ type: 'subscribe', rooms: ['pos:workstation:w1'], id: 1 });
    client.send({ type: 'ping' });
    await eventually(() => expect(client.received).toHaveLength(4));
    expect(client.types().slice(0, 2)).toEqual(['welcome', 'auth_success']);
    expect(client.types().slice(2).sort()).toEqual(['ack', 'pong']);
  });

  it('resumes by its cursor on another gateway', async () => {
    const broker = inMemoryBroker();
    const [first, second] = [await startGateway({ broker }), await startGateway({ broker })];
    const acme = new Sequence('acme');
    const client = await connectPlain(first);
    const other = await connectPlain(second);
    await publish({ broker }, acme.next(), acme.next(), acme.next());
    for (const each of [client, other]) await eventually(() => expect(cursors(each)).toHaveLength(3));
    client.ws.close();
    const again = async (cursor: string) => connectPlain(second, { auth: { cursor } });
    expect((await again('e1.3')).received[1]).toMatchObject({ resume: 'current', cursor: 'e1.3' });
    expect((await again('e0.1')).received[1]).toMatchObject({ resume: 'resync', cursor: 'e1.3' });
    const replayed = await again('e1.1');
    await publish({ broker }, acme.next());
    await eventually(() => expect(cursors(replayed)).toEqual(['e1.2', 'e1.3', 'e1.4']));
    expect(replayed.received[1]).toMatchObject({ resume: 'replayed', replayed: 2, cursor: 'e1.1' });
  });
});

describe('a plain WebSocket that is refused', () => {
  it.each([
    ['a token of somebody else', 'auth.token-malformed', false, 4401, async () => ({ token: 'x' })],
    ['no token', 'auth.token-missing', false, 4401, async () => ({})],
    ['an expired token', 'auth.token-expired', true, 4401, async () => ({ token: await tokenFor({}, -60) })],
    ['a token that is none', 'handshake.invalid', false, 4400, async () => ({ token: 7 })],
  ])('for %s is told why and closed', async (_, code, reconnect, closeCode, auth) => {
    const gateway = await startGateway();
    const client = await openPlain(gateway);
    client.send({ type: 'auth', ...(await auth()) });
    expect(await client.closed).toEqual({ code: closeCode, reason: code });
    expect(client.received.slice(1)).toEqual([refusal(code, reconnect)]);
  });

  it.each([
    ['another frame', JSON.stringify({ type: 'subscribe', rooms: [] })],
    ['no JSON', 'hello'],
    ['a binary frame', Buffer.from(JSON.stringify({ type: 'auth' }))],
    ['a packet of Socket.IO', '40/realtime,{}'],
  ])('for %s before it has said who it is', async (_, frame) => {
    const gateway = await startGateway();
    const client = await openPlain(gateway);
    client.ws.send(frame);
    client.ws.send(frame);
    expect(await client.closed).toEqual({ code: 4400, reason: 'handshake.invalid' });
    expect(client.received.slice(1)).toEqual([refusal('handshake.invalid', false)]);
  });

  it('for saying nothing in ten seconds', async () => {
    const gateway = await startGateway();
    const pass = timersInHand();
    const client = await openPlain(gateway);
    pass(10_000);
    expect(await client.closed).toEqual({ code: 4401, reason: 'auth.timeout' });
    expect(client.received.slice(1)).toEqual([
      { ...refusal('auth.timeout', true), retryAfterMs: expect.any(Number) },
    ]);
  });

  it('for a page of a foreign origin, and for one connection too many', async () => {
    const gateway = await startGateway({ env: { MAX_CONNECTIONS_PER_USER: '1' } });
    const page = await openPlain(gateway, { origin: 'https://evil.example' });
    page.send({ type: 'auth', token: await tokenFor() });
    expect(await page.closed).toEqual({ code: 4403, reason: 'origin.forbidden' });
    await connectAs(gateway);
    const second = await openPlain(gateway);
    second.send({ type: 'auth', token: await tokenFor() });
    expect(await second.closed).toEqual({ code: 4429, reason: 'limit.connections-per-user' });
    expect(second.received[1]).toMatchObject({ type: 'auth_error', retryAfterMs: expect.any(Number) });
  });

  it('while the gateway takes no connections, and when its address has too many open', async () => {
    const gateway = await startGateway({ env: { MAX_CONNECTIONS_PER_IP: '1' } });
    await Promise.all([openPlain(gateway), openPlain(gateway)]);
    const third = new WebSocket(`${gateway.url.replace('http', 'ws')}/ws`);
    third.on('error', () => undefined);
    const [, response] = await once(third, 'unexpected-response');
    expect(response.statusCode).toBe(400);
    expect(await text(response)).toBe('limit.connections-per-address');
  });
});

describe('WS_REQUIRED_ROLE', () => {
  const env = { WS_REQUIRED_ROLE: 'admin' };

  it('is required of plain clients alone', async () => {
    const gateway = await startGateway({ env });
    const client = await openPlain(gateway);
    client.send({ type: 'auth', token: await tokenFor({ roles: ['cashier'] }) });
    expect(await client.closed).toEqual({ code: 4401, reason: 'auth.role-required' });
    expect(client.received[1]).toEqual(refusal('auth.role-required', false));
    await connectAs(gateway, { roles: ['cashier'] });
    await connectPlain(gateway, { roles: ['admin'] });
  });

  it('is required of a new token as well', async () => {
    const client = await connectPlain(await startGateway({ env }), { roles: ['admin'] });
    expect(await client.ask({ type: 'refresh', token: await tokenFor() })).toMatchObject({
      ok: false,
      error: { code: 'auth.role-required' },
    });
    const token = await tokenFor({ roles: ['admin'] });
    expect(await client.ask({ type: 'refresh', token })).toMatchObject({ ok: true });
  });
});

describe('a plain WebSocket that the gateway closes', () => {
  it('is told that its token expires, and that it has', async () => {
    const client = await connectPlain(await startGateway(), { auth: { token: await tokenFor({}, 2) } });
    expect(await client.closed).toEqual({ code: 4401, reason: 'auth.token-expired' });
    expect(client.types()).toEqual(['welcome', 'auth_success', 'auth:expiring', 'closing']);
  });

  it('is told that its session has ended', async () => {
    const gateway = await startGateway();
    const client = await connectPlain(gateway, { sessionId: 's1' });
    const acme = new Sequence('acme');
    const payload = { userId: 'u1', sessionId: 's1' };
    await publish(gateway, acme.next({ name: 'identity:session:revoked', payload }));
    expect(await client.closed).toEqual({ code: 4401, reason: 'auth.session-revoked' });
    expect(client.received.at(-1)).toEqual(closing('auth.session-revoked'));
  });

  it('is sent to another gateway when this one is shut down', async () => {
    const gateway = await startGateway();
    const client = await connectPlain(gateway);
    const silent = await openPlain(gateway);
    await gateway.app.close();
    expect(await client.closed).toEqual({ code: 4503, reason: 'going-away' });
    expect(client.received.at(-1)).toMatchObject({
      type: 'closing',
      code: 'going-away',
      reconnect: true,
      retryAfterMs: expect.any(Number),
    });
    expect([1001, 1006]).toContain((await silent.closed).code);
  });

  it('is closed as a slow consumer when it does not read, and is told last', async () => {
    const gateway = await startGateway({ env: { SEND_QUEUE_MAX_BYTES: '1048576' } });
    const slowConsumers = gateway.app.get(SlowConsumers);
    const welcome = vi.spyOn(gateway.app.get(Rooms), 'welcome');
    const client = await connectPlain(gateway);
    const socket = welcome.mock.calls[0]?.[0];
    client.ws.pause();
    let most = 0;
    for (let sent = 0; slowConsumers.closedSockets === 0; sent += 1) {
      if (sent > 2_000) throw new Error('it never came about');
      socket?.nsp.local.emit('realtime:position', { cursor: 'x'.repeat(65_536) });
      most = Math.max(most, slowConsumers.bytes);
      await new Promise(setImmediate);
    }
    expect(most).toBeLessThan(1_048_576 + 2 * 65_536);
    client.ws.resume();
    expect(await client.closed).toEqual({ code: 4408, reason: 'slow-consumer' });
    expect(client.received.at(-1)).toEqual(closing('slow-consumer'));
  });

  it('is asked by a ping of WebSocket whether it is there', async () => {
    const gateway = await startGateway();
    const welcome = vi.spyOn(gateway.app.get(Rooms), 'welcome');
    const client = await connectPlain(gateway);
    const conn = welcome.mock.calls[0]?.[0].conn;
    const heard: string[] = [];
    conn?.on('packet', ({ type }) => heard.push(type));
    const pinged = once(client.ws, 'ping');
    conn?.transport.send([{ type: 'ping' }]);
    await pinged;
    await eventually(() => expect(heard).toEqual(['pong']));
    expect(client.types()).toEqual(['welcome', 'auth_success']);
  });
});
