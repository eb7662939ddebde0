import { eventually } from '@business-control/testing';
import { describe, expect, it, vi } from 'vitest';
import { Sequence } from './envelopes.js';
import { passTo } from './hand-set-time.js';
import { connectAs, publish, startGateway, type TestClient, tokenFor } from './start-gateway.js';

// Tokens expire when a test says so, not when a machine under load has used up their time.
vi.mock('../src/connections/at-time.js', () => import('./hand-set-time.js'));

const cursors = (client: TestClient) => client.metas().flatMap(({ cursor }) => cursor ?? []);
/** In milliseconds since the Unix epoch. */
const expiryOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).exp * 1_000;
const named = (client: TestClient, name: string) =>
  client.received.filter((event) => event[0] === name).map((event) => event[1]);

describe('a token that expires', () => {
  it('is announced, and the connection goes on with a new one without missing an event', async () => {
    const gateway = await startGateway();
    const acme = new Sequence('acme');
    const client = await connectAs(gateway, { auth: { token: await tokenFor({}, 200) } });
    await publish(gateway, acme.next());
    passTo(Date.now() + 150_000);
    await eventually(() => expect(named(client, 'auth:expiring')).toHaveLength(1));
    const token = await tokenFor({}, 900);
    const publishing = publish(gateway, acme.next(), acme.next());
    const answer = await client.socket.emitWithAck('auth:refresh', { token });
    expect(answer).toEqual({ ok: true, data: { expiresAt: expect.any(String), rooms: [], left: [] } });
    await publishing;
    const [expiring] = named(client, 'auth:expiring') as { expiresAt: string }[];
    expect(Date.parse(answer.data.expiresAt)).toBe(expiryOf(token));
    passTo(Date.parse(expiring?.expiresAt ?? '') + 200);
    await publish(gateway, acme.next());
    await eventually(() => expect(cursors(client)).toEqual(['e1.1', 'e1.2', 'e1.3', 'e1.4']));
    expect(named(client, 'realtime:ready')).toHaveLength(1);
    expect(named(client, 'realtime:closing')).toEqual([]);
  });

  it('closes the connection when nothing follows', async () => {
    const gateway = await startGateway();
    const token = await tokenFor({}, 200);
    const client = await connectAs(gateway, { auth: { token }, client: { reconnection: false } });
    passTo(expiryOf(token));
    await eventually(() =>
      expect(named(client, 'realtime:closing')).toMatchObject([
        { code: 'auth.token-expired', reconnect: true },
      ]),
    );
    await eventually(() => expect(client.socket.connected).toBe(false));
  });
});

describe('auth:refresh', () => {
  const withTill = { permissions: ['pos.read'], rooms: ['pos:workstation:w1'] };

  it('takes away what the new token does not open', async () => {
    const gateway = await startGateway();
    const acme = new Sequence('acme');
    const client = await connectAs(gateway, withTill);
    const fence = await connectAs(gateway, { userId: 'bob' });
    const token = await tokenFor({ permissions: ['pos.totals.read'] });
    expect(await client.socket.emitWithAck('auth:refresh', { token })).toMatchObject({
      ok: true,
      data: { rooms: [], left: [{ room: 'pos:workstation:w1', error: { code: 'room.forbidden' } }] },
    });
    await publish(gateway, acme.next());
    await eventually(() => expect(cursors(fence)).toEqual(['e1.1']));
    expect(cursors(client)).toEqual([]);
  });

  it('opens what the new token opens', async () => {
    const gateway = await startGateway();
    const client = await connectAs(gateway, { permissions: [] });
    const token = await tokenFor(withTill);
    expect((await client.socket.emitWithAck('auth:refresh', { token })).ok).toBe(true);
    await publish(gateway, new Sequence('acme').next());
    await eventually(() => expect(cursors(client)).toEqual(['e1.1']));
    const { data } = await client.socket.emitWithAck('subscribe', { rooms: withTill.rooms });
    expect(data).toEqual({ rooms: withTill.rooms, refused: [] });
  });

  it.each([
    ['another user', { userId: 'mallory' }],
    ['another organization', { organizationId: 'globex' }],
    ['another device', { deviceId: 'another' }],
  ])('refuses the token of %s, and the connection goes on as it was', async (_, claims) => {
    const gateway = await startGateway();
    const client = await connectAs(gateway, { deviceId: 'till' });
    const token = await tokenFor({ deviceId: 'till', ...claims });
    expect(await client.socket.emitWithAck('auth:refresh', { token })).toMatchObject({
      ok: false,
      error: { code: 'auth.bearer-mismatch' },
    });
    await publish(gateway, new Sequence('acme').next());
    await eventually(() => expect(cursors(client)).toEqual(['e1.1']));
  });

  it.each([
    ['a token that is none', { token: 'nonsense' }, 'auth.token-malformed'],
    ['no token', {}, 'request.invalid'],
    ['nothing', undefined, 'request.invalid'],
  ])('refuses %s', async (_, request, code) => {
    const gateway = await startGateway();
    const { socket } = await connectAs(gateway);
    expect(await socket.emitWithAck('auth:refresh', request)).toMatchObject({ ok: false, error: { code } });
  });

  it('refuses the token of a session that has ended', async () => {
    const gateway = await startGateway();
    const acme = new Sequence('acme');
    const client = await connectAs(gateway, { sessionId: 's2' });
    const payload = { userId: 'u1', sessionId: 's1' };
    await publish(gateway, acme.next({ name: 'identity:session:revoked', payload }), acme.next());
    await eventually(() => expect(cursors(client)).toEqual(['e1.2']));
    const token = await tokenFor({ sessionId: 's1' });
    expect(await client.socket.emitWithAck('auth:refresh', { token })).toMatchObject({
      ok: false,
      error: { code: 'auth.session-revoked' },
    });
  });
});
