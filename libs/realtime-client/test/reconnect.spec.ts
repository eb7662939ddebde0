import { expect, it, onTestFinished, vi } from 'vitest';
import type { ConnectionStatus } from '../src/index.js';
import { connectTo, metaAt, startGatewayDouble, until } from './gateway-double.js';

const availability = {
  productId: '0190f3a2-7c1e-7000-8000-000000000001',
  sku: 'TEA',
  warehouseId: 'w',
  available: 4,
};

it('comes back after a restart of the gateway and shows the way in its status', async () => {
  const gateway = await startGatewayDouble();
  const client = connectTo(gateway);
  const seen: ConnectionStatus[] = [];
  client.onStatus((status) => seen.push(status));
  await until(() => expect(client.status.state).toBe('connected'));

  gateway.goAway();
  await until(() => expect(client.status.attempts).toBeGreaterThan(1));
  expect(client.status).toMatchObject({ state: 'reconnecting', error: 'client.unreachable' });
  gateway.comeBack();

  await until(() => expect(client.status).toMatchObject({ state: 'connected', error: null, attempts: 0 }));
  const states = seen.map(({ state }) => state);
  expect(states.filter((state, index) => state !== states[index - 1])).toEqual([
    'connected',
    'reconnecting',
    'connected',
  ]);
});

it('comes back after the server closed the connection', async () => {
  const gateway = await startGatewayDouble();
  const client = connectTo(gateway);
  await until(() => expect(client.status.state).toBe('connected'));

  gateway.socket.disconnect(true);

  await until(() => expect(gateway.sockets).toHaveLength(2));
  await until(() => expect(client.status.state).toBe('connected'));
});

it('asks for another token when the gateway finds it expired', async () => {
  const gateway = await startGatewayDouble();
  gateway.refusals.push({ code: 'auth.token-expired', message: '…', reconnect: true });
  const token = vi.fn(({ refusedWith }: { refusedWith: string | null }) => (refusedWith ? 'fresh' : 'stale'));
  const client = connectTo(gateway, { token });

  await until(() => expect(client.status.state).toBe('connected'));

  expect(gateway.handshakes.map((auth) => auth.token)).toEqual(['stale', 'fresh']);
  expect(token).toHaveBeenLastCalledWith({ refusedWith: 'auth.token-expired' });
});

it('gives up on a token that no attempt can make valid', async () => {
  const gateway = await startGatewayDouble();
  gateway.refusals.push({ code: 'auth.token-signature', message: '…', reconnect: false });
  const client = connectTo(gateway);

  await until(() => expect(client.status).toMatchObject({ state: 'closed', error: 'auth.token-signature' }));
  client.retryNow();
  expect(gateway.handshakes).toHaveLength(1);
});

it('waits out a failing token function', async () => {
  const gateway = await startGatewayDouble();
  const token = vi.fn(async () => 'token').mockRejectedValueOnce(new Error('offline'));
  const client = connectTo(gateway, { token });
  const errors: (string | null)[] = [];
  client.onStatus(({ error }) => errors.push(error));

  await until(() => expect(client.status.state).toBe('connected'));
  expect(errors[0]).toBe('client.token-unavailable');
});

it('asks again for a token that does not come', async () => {
  const gateway = await startGatewayDouble();
  const token = vi.fn(async () => 'token').mockReturnValueOnce(new Promise(() => {}));
  const client = connectTo(gateway, { token, connectTimeoutMs: 300 });
  const errors: (string | null)[] = [];
  client.onStatus(({ error }) => errors.push(error));

  await until(() => expect(token.mock.calls.length).toBeGreaterThan(1));
  expect(errors[0]).toBe('client.token-unavailable');
});

it('still says what the gateway had against the token when the next one could not be had', async () => {
  const gateway = await startGatewayDouble();
  gateway.refusals.push({ code: 'auth.token-expired', message: '…', reconnect: true });
  const token = vi
    .fn<(request: { refusedWith: string | null }) => Promise<string>>()
    .mockResolvedValueOnce('stale')
    .mockRejectedValueOnce(new Error('offline'))
    .mockResolvedValue('fresh');
  const client = connectTo(gateway, { token });
  await until(() => expect(client.status.state).toBe('connected'));
  gateway.socket.disconnect(true);
  await until(() => expect(gateway.handshakes).toHaveLength(3));

  expect(token.mock.calls.map(([{ refusedWith }]) => refusedWith)).toEqual([
    null,
    'auth.token-expired',
    'auth.token-expired',
    null,
  ]);
});

it('presents the cursor of the newest event and the device when it reconnects', async () => {
  const gateway = await startGatewayDouble();
  gateway.ready = { cursor: 'e.6' };
  const client = connectTo(gateway, { deviceId: 'till-1' });
  const seen = vi.fn();
  client.on('pos:inventory:availability', seen);
  await until(() => expect(client.status.state).toBe('connected'));

  gateway.socket.emit('pos:inventory:availability', availability, metaAt('e.7'));
  await until(() => expect(seen).toHaveBeenCalledOnce());
  gateway.socket.disconnect(true);

  await until(() => expect(gateway.handshakes).toHaveLength(2));
  expect(gateway.handshakes).toEqual([
    { token: 'token', deviceId: 'till-1' },
    { token: 'token', deviceId: 'till-1', cursor: 'e.7' },
  ]);
});

it('asks for a resync only when the gateway cannot say what was missed', async () => {
  const gateway = await startGatewayDouble();
  gateway.ready = { cursor: 'e.7' };
  const client = connectTo(gateway);
  const onResync = vi.fn();
  client.onResync(onResync);
  await until(() => expect(client.status.state).toBe('connected'));

  gateway.ready = { cursor: 'e.7', resume: 'replayed', replayed: 1 };
  gateway.socket.disconnect(true);
  await until(() => expect(gateway.sockets).toHaveLength(2));
  await until(() => expect(client.status.state).toBe('connected'));
  expect(onResync).not.toHaveBeenCalled();

  gateway.ready = { cursor: 'e.9', resume: 'resync' };
  gateway.socket.disconnect(true);
  await until(() => expect(onResync).toHaveBeenCalledOnce());
});

it('stands where a replay broke off, not where it would have ended', async () => {
  const gateway = await startGatewayDouble();
  gateway.ready = { cursor: 'e.3' };
  const client = connectTo(gateway);
  const seen = vi.fn();
  client.on('pos:inventory:availability', seen);
  await until(() => expect(client.status.state).toBe('connected'));
  gateway.ready = { cursor: 'e.3', resume: 'replayed', replayed: 2 };
  gateway.socket.disconnect(true);
  await until(() => expect(gateway.sockets).toHaveLength(2));

  gateway.socket.emit('pos:inventory:availability', availability, metaAt('e.5'));
  await until(() => expect(seen).toHaveBeenCalledOnce());
  gateway.socket.disconnect(true);

  await until(() =>
    expect(gateway.handshakes.map(({ cursor }) => cursor)).toEqual([undefined, 'e.3', 'e.5']),
  );
});

it('stands where the gateway says when it sees none of the events', async () => {
  const gateway = await startGatewayDouble();
  gateway.ready = { cursor: 'e.3' };
  const client = connectTo(gateway);
  await until(() => expect(client.status.state).toBe('connected'));
  gateway.socket.emit('realtime:position', { cursor: 'e.9' });
  gateway.socket.emit('realtime:position', { cursor: 'e.11' });
  gateway.socket.disconnect(true);
  await until(() => expect(gateway.handshakes.map(({ cursor }) => cursor)).toEqual([undefined, 'e.11']));
});

it('says that it knows no position when it was connected and told none', async () => {
  const gateway = await startGatewayDouble();
  const client = connectTo(gateway);
  await until(() => expect(client.status.state).toBe('connected'));
  gateway.socket.disconnect(true);
  await until(() => expect(gateway.handshakes.map(({ cursor }) => cursor)).toEqual([undefined, null]));
});

it('asks for a resync when the gateway finds a hole, and goes on from there', async () => {
  const gateway = await startGatewayDouble();
  gateway.ready = { cursor: 'e.7' };
  const client = connectTo(gateway);
  const onResync = vi.fn();
  client.onResync(onResync);
  await until(() => expect(client.status.state).toBe('connected'));

  gateway.socket.emit('realtime:resync', { reason: 'gap', cursor: 'e.12' });
  await until(() => expect(onResync).toHaveBeenCalledOnce());
  gateway.socket.disconnect(true);

  await until(() => expect(gateway.handshakes.map(({ cursor }) => cursor)).toEqual([undefined, 'e.12']));
});

it('stays away when the gateway says so', async () => {
  const gateway = await startGatewayDouble();
  const client = connectTo(gateway);
  await until(() => expect(client.status.state).toBe('connected'));

  gateway.socket.emit('realtime:closing', { code: 'auth.session-revoked', message: '…', reconnect: false });
  gateway.socket.disconnect(true);

  await until(() => expect(client.status).toMatchObject({ state: 'closed', error: 'auth.session-revoked' }));
  client.retryNow();
  expect(gateway.handshakes).toHaveLength(1);
});

it('waits as long as the gateway says before it comes back', async () => {
  const gateway = await startGatewayDouble();
  const client = connectTo(gateway);
  await until(() => expect(client.status.state).toBe('connected'));

  const closing = { code: 'gateway.draining', message: '…', reconnect: true, retryAfterMs: 60_000 };
  const before = Date.now();
  gateway.socket.emit('realtime:closing', closing);
  gateway.socket.disconnect(true);

  await until(() =>
    expect(client.status).toMatchObject({ state: 'reconnecting', error: 'gateway.draining' }),
  );
  expect(client.status.retryAt).toBeGreaterThanOrEqual(before + 60_000);
  client.retryNow();
  await until(() => expect(client.status.state).toBe('connected'));
});

it('tries at once when the browser is online again, unless the gateway said how long to wait', async () => {
  const browser = new EventTarget();
  vi.stubGlobal('window', browser);
  onTestFinished(() => void vi.unstubAllGlobals());
  const gateway = await startGatewayDouble();
  const client = connectTo(gateway, { backoff: { minMs: 600_000, maxMs: 600_000 } });
  await until(() => expect(client.status.state).toBe('connected'));

  gateway.socket.disconnect(true);
  await until(() => expect(client.status.retryAt).not.toBeNull());
  browser.dispatchEvent(new Event('online'));
  await until(() => expect(client.status.state).toBe('connected'));

  const closing = { code: 'gateway.draining', message: '…', reconnect: true, retryAfterMs: 60_000 };
  gateway.socket.emit('realtime:closing', closing);
  gateway.socket.disconnect(true);
  await until(() => expect(client.status.error).toBe('gateway.draining'));
  browser.dispatchEvent(new Event('online'));
  expect(client.status.retryAt).not.toBeNull();
});

it('does nothing more once it is closed', async () => {
  const gateway = await startGatewayDouble();
  const client = connectTo(gateway);
  await until(() => expect(client.status.state).toBe('connected'));

  client.close();

  expect(client.status).toMatchObject({ state: 'closed', error: null });
  await until(() => expect(gateway.socket.connected).toBe(false));
  await expect(client.subscribe(['order:1'])).rejects.toMatchObject({ code: 'client.closed' });
});
