import { expect, it, vi } from 'vitest';
import { connectTo, type GatewayDouble, startGatewayDouble, until } from './gateway-double.js';

const expiresAt = '2030-01-01T00:00:00.000Z';

/** Answers `auth:refresh` with the given codes first, then takes every token. */
function takeTokens(gateway: GatewayDouble, ...refusals: string[]): string[] {
  const presented: string[] = [];
  gateway.socket.on('auth:refresh', ({ token }, ack) => {
    presented.push(token);
    const code = refusals.shift();
    ack(
      code
        ? { ok: false, error: { code, message: '…' } }
        : { ok: true, data: { expiresAt, rooms: [], left: [] } },
    );
  });
  return presented;
}

async function connected(token: (request: { refusedWith: string | null }) => Promise<string> | string) {
  const gateway = await startGatewayDouble();
  const client = connectTo(gateway, { token });
  await until(() => expect(client.status.state).toBe('connected'));
  return { gateway, client };
}

it('presents a newer token before the one it has expires, on the same connection', async () => {
  const token = vi.fn(({ refusedWith }: { refusedWith: string | null }) => (refusedWith ? 'newer' : 'first'));
  const { gateway, client } = await connected(token);
  const presented = takeTokens(gateway);
  gateway.socket.emit('auth:expiring', { expiresAt });
  await until(() => expect(presented).toEqual(['newer']));
  expect(token).toHaveBeenLastCalledWith({ refusedWith: 'auth.token-expiring' });
  gateway.socket.emit('auth:expiring', { expiresAt });
  await until(() => expect(presented).toEqual(['newer', 'newer']));
  expect(gateway.sockets).toHaveLength(1);
  expect(client.status.state).toBe('connected');
});

it('tries again when the token cannot be had, and when the gateway refuses it', async () => {
  const token = vi
    .fn<(request: { refusedWith: string | null }) => Promise<string>>()
    .mockResolvedValueOnce('first')
    .mockRejectedValueOnce(new Error('offline'))
    .mockResolvedValueOnce('stale')
    .mockResolvedValue('newer');
  const { gateway } = await connected(token);
  const presented = takeTokens(gateway, 'auth.token-expired');
  gateway.socket.emit('auth:expiring', { expiresAt });
  await until(() => expect(presented).toEqual(['stale', 'newer']));
  expect(token.mock.calls.map(([{ refusedWith }]) => refusedWith)).toEqual([
    null,
    'auth.token-expiring',
    'auth.token-expiring',
    'auth.token-expired',
  ]);
});

it('presents nothing on a connection that came later', async () => {
  let give: (token: string) => void = () => undefined;
  const token = vi.fn(({ refusedWith }: { refusedWith: string | null }) =>
    refusedWith === 'auth.token-expiring'
      ? new Promise<string>((resolve) => {
          give = resolve;
        })
      : 'token',
  );
  const { gateway, client } = await connected(token);
  gateway.socket.emit('auth:expiring', { expiresAt });
  await until(() => expect(token).toHaveBeenCalledTimes(2));
  gateway.socket.disconnect(true);
  await until(() => expect(gateway.sockets).toHaveLength(2));
  await until(() => expect(client.status.state).toBe('connected'));
  const presented = takeTokens(gateway);
  give('late');
  gateway.socket.emit('auth:expiring', { expiresAt });
  await until(() => expect(token).toHaveBeenCalledTimes(4));
  give('in time');
  await until(() => expect(presented).toEqual(['in time']));
});

it('tells of a room that was taken away and does not ask for it again', async () => {
  const gateway = await startGatewayDouble();
  const client = connectTo(gateway, { rooms: ['chat:channel:c1'] });
  const left = vi.fn();
  client.onRoomLeft(left);
  await until(() => expect(client.status.state).toBe('connected'));
  const refusal = { room: 'chat:channel:c1', error: { code: 'room.forbidden', message: '…' } };
  gateway.socket.emit('realtime:room-left', refusal);
  await until(() => expect(left).toHaveBeenCalledExactlyOnceWith(refusal));
  gateway.socket.disconnect(true);
  await until(() => expect(gateway.handshakes).toHaveLength(2));
  expect(gateway.handshakes.map(({ rooms }) => rooms)).toEqual([['chat:channel:c1'], undefined]);
});
