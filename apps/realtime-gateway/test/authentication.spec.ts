import { eventually } from '@business-control/testing';
import { PinoLogger } from 'nestjs-pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectAs, open, refusalOf, startGateway, tokenFor } from './start-gateway.js';

describe('connecting', () => {
  it('tells who you are, where you are and where the organization stands', async () => {
    const gateway = await startGateway();
    const { received, socket } = await connectAs(gateway, {
      userId: 'u1',
      organizationId: 'acme',
      deviceId: 'd1',
    });
    expect(received).toEqual([
      [
        'realtime:ready',
        {
          userId: 'u1',
          organizationId: 'acme',
          deviceId: 'd1',
          rooms: ['Organization:acme', 'user:u1', 'device:d1'],
          refused: [],
          resume: 'fresh',
          replayed: 0,
          cursor: null,
          serverTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        },
      ],
    ]);
    expect(socket.connected).toBe(true);
  });

  it('takes token and device from headers', async () => {
    const gateway = await startGateway();
    const extraHeaders = { authorization: `Bearer ${await tokenFor()}`, 'x-device-id': 'till-7' };
    const { received } = await connectAs(gateway, { auth: { token: undefined }, client: { extraHeaders } });
    expect(received[0]?.[1]).toMatchObject({ userId: 'u1', deviceId: 'till-7' });
  });

  it('takes a device from its header by any letters, as core-api does', async () => {
    const gateway = await startGateway();
    const token = await tokenFor({ deviceId: 'Käsetheke 1' });
    const from = (named: string) => ({ auth: { token }, extraHeaders: { 'x-device-id': named } });
    const { received } = await connectAs(gateway, { auth: { token }, client: from('K%C3%A4setheke%201') });
    expect(received[0]?.[1]).toMatchObject({ deviceId: 'Käsetheke 1' });
    for (const named of ['%', '%00', 'x'.repeat(201)]) {
      expect(await refusalOf(gateway, from(named))).toMatchObject({ code: 'handshake.invalid' });
    }
  });

  it('takes the device from auth before the header', async () => {
    const gateway = await startGateway();
    const { received } = await connectAs(gateway, {
      auth: { deviceId: 'till-8' },
      client: { extraHeaders: { 'x-device-id': 'till-7' } },
    });
    expect(received[0]?.[1]).toMatchObject({ deviceId: 'till-8' });
  });

  it('works over long-polling alone', async () => {
    const gateway = await startGateway();
    const { socket } = await connectAs(gateway, { client: { transports: ['polling'] } });
    expect(socket.io.engine.transport.name).toBe('polling');
  });
});

describe('the log', () => {
  it('tells who came and who went and why, and never shows a token', async () => {
    const logged: unknown[] = [];
    vi.spyOn(PinoLogger.prototype, 'info').mockImplementation((...line) => void logged.push(line));
    onTestFinished(() => void vi.restoreAllMocks());
    const gateway = await startGateway();
    const token = await tokenFor({ userId: 'u1', organizationId: 'acme', deviceId: 'd1' });
    const { socket } = open(gateway, { auth: { token } });
    const who = { socketId: expect.any(String), userId: 'u1', organizationId: 'acme', deviceId: 'd1' };
    await eventually(() => expect(logged).toContainEqual([expect.objectContaining(who), 'connected']));
    // Before it knows that it is connected it would leave without a word.
    await eventually(() => expect(socket.connected).toBe(true));
    socket.disconnect();
    const gone = expect.objectContaining({ ...who, reason: 'client namespace disconnect' });
    await eventually(() => expect(logged).toContainEqual([gone, 'disconnected']));
    await refusalOf(gateway, { auth: { token: `${token}x` } });
    const refused = expect.objectContaining({ code: 'auth.token-signature' });
    expect(logged).toContainEqual([refused, 'connection refused']);
    expect(JSON.stringify(logged)).not.toContain(token.slice(0, 20));
  });

  it('is not filled by whoever attempts to connect too often', async () => {
    const logged: unknown[] = [];
    vi.spyOn(PinoLogger.prototype, 'info').mockImplementation((...line) => void logged.push(line));
    onTestFinished(() => void vi.restoreAllMocks());
    const gateway = await startGateway({ env: { MAX_HANDSHAKES_PER_IP_PER_MINUTE: '1' } });
    for (const code of ['auth.token-missing', 'limit.handshakes']) {
      expect(await refusalOf(gateway, {})).toMatchObject({ code });
    }
    const missing = expect.objectContaining({ code: 'auth.token-missing' });
    expect(logged.filter((line) => Array.isArray(line) && line[1] === 'connection refused')).toEqual([
      [missing, 'connection refused'],
    ]);
  });
});

describe('a connection is refused', () => {
  it.each([
    ['without a token', {}, 'auth.token-missing'],
    ['with a token that is none', { token: 'hello' }, 'auth.token-malformed'],
    ['with a token of the wrong type', { token: 7 }, 'handshake.invalid'],
    ['with rooms of the wrong type', { token: 'hello', rooms: 'all' }, 'handshake.invalid'],
    [
      'with more rooms than a request may name',
      { token: 'x', rooms: Array(1_001).fill('branch:1') },
      'handshake.invalid',
    ],
    ['with an empty device', { token: 'x', deviceId: '' }, 'handshake.invalid'],
    ['with a device that no database keeps', { token: 'x', deviceId: 'till\0' }, 'handshake.invalid'],
  ])('%s', async (_, auth, code) => {
    const gateway = await startGateway();
    expect(await refusalOf(gateway, { auth })).toEqual({
      code,
      message: expect.any(String),
      reconnect: false,
    });
  });

  it('with an Authorization header that carries no bearer token', async () => {
    const gateway = await startGateway();
    const refusal = await refusalOf(gateway, { extraHeaders: { authorization: 'Basic YWRhOmFkYQ==' } });
    expect(refusal).toMatchObject({ code: 'handshake.invalid' });
  });

  it('with a token that has expired, and may come back with a new one', async () => {
    const gateway = await startGateway();
    const token = await tokenFor({}, -60);
    expect(await refusalOf(gateway, { auth: { token } })).toMatchObject({
      code: 'auth.token-expired',
      reconnect: true,
    });
  });

  it('with a token signed by somebody else', async () => {
    const gateway = await startGateway();
    const [header, claims] = (await tokenFor()).split('.');
    const refusal = await refusalOf(gateway, { auth: { token: `${header}.${claims}.AAAA` } });
    expect(refusal).toMatchObject({ code: 'auth.token-signature', reconnect: false });
  });

  it('from another device than the token was issued to', async () => {
    const gateway = await startGateway();
    const token = await tokenFor({ deviceId: 'd1' });
    const refusal = await refusalOf(gateway, { auth: { token, deviceId: 'd2' } });
    expect(refusal).toMatchObject({ code: 'auth.device-mismatch', reconnect: false });
  });

  it('with an organization that cannot name a room', async () => {
    const gateway = await startGateway();
    const token = await tokenFor({ organizationId: 'x'.repeat(201) });
    expect(await refusalOf(gateway, { auth: { token } })).toMatchObject({ code: 'auth.token-claims' });
  });

  it('in the default namespace, whoever it is', async () => {
    const gateway = await startGateway();
    const refusal = await refusalOf(gateway, { auth: { token: await tokenFor() } }, '/');
    expect(refusal).toMatchObject({ code: 'namespace.closed', reconnect: false });
  });

  it.each([
    ['/admin', 'websocket'],
    ['/realtime/', 'websocket'],
    ['/__proto__', 'polling'],
    ['/_0', 'polling'],
  ])('in a namespace that does not exist, %s over %s', async (namespace, transport) => {
    const gateway = await startGateway();
    const auth = { token: await tokenFor() };
    expect(await refusalOf(gateway, { auth, transports: [transport] }, namespace)).toEqual({
      code: 'namespace.closed',
      message: 'connect to the namespace /realtime',
      reconnect: false,
    });
  });
});
