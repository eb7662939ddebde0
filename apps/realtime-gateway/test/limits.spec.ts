import { GUEST_ROLE } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import { SlowConsumers } from '../src/delivery/slow-consumers.js';
import { connectRaw, rawSocket } from './raw-client.js';
import { connectAs, type RunningGateway, refusalOf, startGateway, tokenFor } from './start-gateway.js';

const refusal = (code: string) => ({
  code,
  message: expect.any(String),
  reconnect: true,
  retryAfterMs: expect.any(Number),
});

async function refusedAs(gateway: RunningGateway, identity = {}, extraHeaders = {}) {
  return refusalOf(gateway, { auth: { token: await tokenFor(identity) }, extraHeaders });
}

describe('limits of connections', () => {
  it.each([
    ['an address', { MAX_CONNECTIONS_PER_IP: '2' }, 'limit.connections-per-address', { userId: 'u2' }],
    ['a user', { MAX_CONNECTIONS_PER_USER: '2' }, 'limit.connections-per-user', {}],
    [
      'an organization',
      { MAX_CONNECTIONS_PER_ORGANIZATION: '2' },
      'limit.connections-per-organization',
      { userId: 'u2' },
    ],
  ])('refuse one too many of %s, until another has left', async (_, env, code, identity) => {
    const gateway = await startGateway({ env });
    const first = await connectAs(gateway);
    await connectAs(gateway);
    expect(await refusedAs(gateway, identity)).toEqual(refusal(code));
    first.socket.disconnect();
    await eventually(async () => connectAs(gateway, { ...identity, client: { reconnection: false } }));
  });

  it('keep places for the people of an organization however many guests come, and the other way round', async () => {
    const env = { MAX_CONNECTIONS_PER_ORGANIZATION: '1', MAX_GUEST_CONNECTIONS_PER_ORGANIZATION: '2' };
    const gateway = await startGateway({ env });
    const guest = (id: number) => ({ userId: `visitor:${id}`, roles: [GUEST_ROLE] });
    const first = await connectAs(gateway, guest(1));
    await connectAs(gateway, guest(2));
    expect(await refusedAs(gateway, guest(3))).toEqual(refusal('limit.guests-per-organization'));
    await connectAs(gateway, { userId: 'u1', roles: ['cashier'] });
    expect(await refusedAs(gateway, { userId: 'u2', roles: ['cashier'] })).toEqual(
      refusal('limit.connections-per-organization'),
    );
    await connectAs(gateway, { ...guest(3), organizationId: 'globex' });
    first.socket.disconnect();
    await eventually(async () => connectAs(gateway, { ...guest(3), client: { reconnection: false } }));
  });

  it('count a user in one organization apart from one of the same name in another', async () => {
    const gateway = await startGateway({ env: { MAX_CONNECTIONS_PER_USER: '1' } });
    await connectAs(gateway, { organizationId: 'acme' });
    await connectAs(gateway, { organizationId: 'globex' });
  });

  it('know the clients behind a proxy by the address it tells', async () => {
    const env = { TRUST_PROXY: '1', MAX_CONNECTIONS_PER_IP: '1' };
    const gateway = await startGateway({ env });
    const from = (address: string) => ({ 'x-forwarded-for': `203.0.113.9, ${address}` });
    await connectAs(gateway, { client: { extraHeaders: from('198.51.100.7') } });
    await connectAs(gateway, { client: { extraHeaders: from('198.51.100.8') } });
    expect(await refusedAs(gateway, {}, from('198.51.100.7'))).toEqual(
      refusal('limit.connections-per-address'),
    );
  });

  describe('count the IPv6 addresses of one subscriber as one', () => {
    const from = (address: string) => ({ 'x-forwarded-for': address });

    it.each([
      ['connections', 'limit.connections-per-address', { MAX_CONNECTIONS_PER_IP: '1' }],
      ['attempts to connect', 'limit.handshakes', { MAX_HANDSHAKES_PER_IP_PER_MINUTE: '1' }],
    ])('in %s', async (_, code, limit) => {
      const gateway = await startGateway({ env: { TRUST_PROXY: '1', ...limit } });
      await connectAs(gateway, { client: { extraHeaders: from('2001:db8:1:2::1') } });
      expect(await refusedAs(gateway, {}, from('2001:db8:1:2:ffff::2'))).toEqual(refusal(code));
      await connectAs(gateway, { client: { extraHeaders: from('2001:db8:1:3::1') } });
    });
  });

  it('hold back a subscriber who opens connections again and again, each from another IPv6 address', async () => {
    const env = { TRUST_PROXY: '1', MAX_HANDSHAKES_PER_IP_PER_MINUTE: '1' };
    const gateway = await startGateway({ env });
    const statuses: number[] = [];
    for (let n = 1; n <= 3; n += 1) {
      const headers = { 'x-forwarded-for': `2001:db8:1:2::${n}` };
      const { status } = await fetch(`${gateway.url}/socket.io/?EIO=4&transport=polling`, { headers });
      statuses.push(status);
    }
    expect(statuses).toEqual([200, 200, 403]);
  });

  it('refuse attempts to connect that come too often, before a token is looked at', async () => {
    const gateway = await startGateway({ env: { MAX_HANDSHAKES_PER_IP_PER_MINUTE: '2' } });
    await connectAs(gateway);
    expect(await refusalOf(gateway, {})).toMatchObject({ code: 'auth.token-missing' });
    expect(await refusalOf(gateway, {})).toEqual(refusal('limit.handshakes'));
  });

  it('hold back an address that opens connections again and again', async () => {
    const gateway = await startGateway({ env: { MAX_HANDSHAKES_PER_IP_PER_MINUTE: '3' } });
    const open = () => fetch(`${gateway.url}/socket.io/?EIO=4&transport=polling`);
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1) statuses.push((await open()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 403, 403]);
    expect(await (await open()).json()).toMatchObject({ message: 'limit.handshakes' });
  });

  it('hold back an address that opens connections and never says who it is', async () => {
    const gateway = await startGateway({ env: { MAX_CONNECTIONS_PER_IP: '3' } });
    const sockets = Array.from({ length: 10 }, () => rawSocket(gateway));
    const outcomes = await Promise.all(
      sockets.map(
        (ws) =>
          new Promise<number | undefined>((resolve) => {
            ws.once('open', () => resolve(101));
            ws.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode));
          }),
      ),
    );
    expect(outcomes.filter((status) => status === 101)).toHaveLength(6);
    expect(outcomes.filter((status) => status === 400)).toHaveLength(4);
    for (const ws of sockets) ws.terminate();
    await eventually(async () => connectAs(gateway, { client: { reconnection: false } }));
  });
});

describe('limits of calls', () => {
  const subscribe = (client: { socket: { emitWithAck(...args: unknown[]): Promise<unknown> } }) =>
    client.socket.emitWithAck('subscribe', { rooms: [] });
  const tooMany = {
    ok: false,
    error: { code: 'limit.calls', message: expect.any(String), retryAfterMs: expect.any(Number) },
  };

  it('refuse calls of a connection, not those of others', async () => {
    const gateway = await startGateway({ env: { MAX_CALLS_PER_SOCKET_PER_MINUTE: '2' } });
    const [client, other] = [await connectAs(gateway), await connectAs(gateway)];
    expect(await subscribe(client)).toMatchObject({ ok: true });
    expect(await subscribe(client)).toMatchObject({ ok: true });
    expect(await subscribe(client)).toEqual(tooMany);
    expect(await subscribe(other)).toMatchObject({ ok: true });
  });

  it('refuse calls of a user over all connections', async () => {
    const gateway = await startGateway({ env: { MAX_CALLS_PER_USER_PER_MINUTE: '2' } });
    const [client, same] = [await connectAs(gateway), await connectAs(gateway)];
    const other = await connectAs(gateway, { userId: 'u2' });
    await subscribe(client);
    await subscribe(same);
    expect(await subscribe(client)).toEqual(tooMany);
    expect(await subscribe(other)).toMatchObject({ ok: true });
  });

  it('close a connection that floods, and nobody else notices', async () => {
    const gateway = await startGateway({ env: { MAX_CALLS_PER_SOCKET_PER_MINUTE: '10' } });
    const client = await connectAs(gateway);
    const flood = await connectRaw(gateway);
    for (let n = 0; n < 3_000; n += 1) flood.ws.send(`42/realtime,["subscribe",{"rooms":[]}]`);
    await flood.closed;
    expect(flood.received.at(-1)).toEqual(['realtime:closing', refusal('limit.calls')]);
    expect(await subscribe(client)).toMatchObject({ ok: true });
    expect(gateway.app.get(SlowConsumers).sockets).toEqual([]);
  });

  it('bound the rooms of a connection', async () => {
    const gateway = await startGateway({ env: { MAX_ROOMS_PER_SOCKET: '1' } });
    const client = await connectAs(gateway, { rooms: ['pos:workstation:w1'] });
    expect(await client.socket.emitWithAck('subscribe', { rooms: ['pos:workstation:w2'] })).toMatchObject({
      data: { refused: [{ error: { code: 'room.limit-reached', retryAfterMs: expect.any(Number) } }] },
    });
  });
});

describe('the origin of a page', () => {
  const env = { CORS_ORIGINS: 'https://shop.example.com' };

  it.each([['websocket'], ['polling']])('is checked by the gateway over %s', async (transport) => {
    const gateway = await startGateway({ env });
    const from = async (origin: string) => ({
      transports: [transport],
      extraHeaders: { origin },
      auth: { token: await tokenFor() },
    });
    expect(await refusalOf(gateway, await from('https://evil.example'))).toEqual({
      code: 'origin.forbidden',
      message: expect.any(String),
      reconnect: false,
    });
    await connectAs(gateway, { client: { extraHeaders: { origin: 'https://shop.example.com' } } });
    await connectAs(gateway, { client: { extraHeaders: { origin: gateway.url } } });
    await connectAs(gateway);
  });
});
