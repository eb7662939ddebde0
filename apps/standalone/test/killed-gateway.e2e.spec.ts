import { fileURLToPath } from 'node:url';
import { AccessTokenSigner } from '@business-control/access-token';
import type { PresenceChanged, PresenceList, RealtimeReady } from '@business-control/realtime-contracts';
import {
  createVhost,
  eventually,
  fetchAlone,
  freePort,
  startProcess,
  startRedis,
} from '@business-control/testing';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';

/** Long enough that nobody loses a lease while something stands still for a moment, or before coming back. */
const LEASE_SECONDS = 12;
const JWT_SECRET = 'a secret for one test run, 32 characters or more';
const script = fileURLToPath(new URL('../../realtime-gateway/dist/main.js', import.meta.url));

/** Two gateways as production runs them, on a RabbitMQ and a Redis. */
async function startGateways() {
  const [vhost, redis] = await Promise.all([createVhost(), startRedis()]);
  onTestFinished(async () => {
    await Promise.all([vhost.drop(), redis.dispose()]);
  });
  const start = async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const gateway = await startProcess({
      script,
      env: {
        NODE_ENV: 'production',
        RABBITMQ_URL: vhost.url,
        ENABLE_REDIS: 'true',
        REDIS_HOST: '127.0.0.1',
        REDIS_PORT: new URL(redis.url).port,
        WEBSOCKET_PORT: String(port),
        METRICS_PORT: String(await freePort()),
        PRESENCE_LEASE_SECONDS: String(LEASE_SECONDS),
        PRESENCE_GRACE_SECONDS: '0',
        JWT_SECRET,
      },
      readyWhen: async () => (await fetchAlone(`${url}/health/ready`).catch(() => undefined))?.ok ?? false,
    });
    onTestFinished(async () => {
      await gateway.kill('SIGKILL');
    });
    return { ...gateway, url };
  };
  return Promise.all([start(), start()]);
}

async function connect(url: string, userId: string, organizationId = 'acme') {
  const signer = new AccessTokenSigner({
    secret: JWT_SECRET,
    issuer: 'business-control',
    audience: 'business-control',
    ttlSeconds: 300,
  });
  const { token } = await signer.sign({
    userId,
    organizationId,
    deviceId: `${userId}-till`,
    sessionId: null,
    displayName: userId,
    roles: [],
    permissions: ['pos.read', 'presence.read'],
  });
  const socket: Socket = io(`${url}/realtime`, {
    auth: { token },
    transports: ['websocket'],
    forceNew: true,
  });
  onTestFinished(() => void socket.disconnect());
  const told: PresenceChanged[] = [];
  socket.on('presence:changed', (change: PresenceChanged) => told.push(change));
  const ready = await new Promise<RealtimeReady>((resolve, reject) => {
    socket.once('realtime:ready', resolve);
    socket.once('connect_error', reject);
  });
  const present = async () => {
    const answer: { data: PresenceList } = await socket.emitWithAck('presence:list', {});
    return answer.data.users.map((user) => user.userId);
  };
  return { socket, ready, told, present };
}

describe('a gateway that is killed', () => {
  it('takes its clients off the list once their leases end, and leaves their rooms for when they come back', async () => {
    const [first, second] = await startGateways();
    const watcher = await connect(second.url, 'watcher');
    const [ada, bob] = [await connect(first.url, 'ada'), await connect(first.url, 'bob')];
    const room = 'pos:workstation:w1';
    const inRoom = await Promise.all(['t1', 't2', 't3', 't4'].map((id) => connect(first.url, id, 'globex')));
    for (const { socket } of inRoom) {
      expect(await socket.emitWithAck('subscribe', { rooms: [room] })).toMatchObject({ ok: true });
    }
    await eventually(async () => expect(await watcher.present()).toEqual(['ada', 'bob', 'watcher']));
    // A gateway that is killed tells nothing any more.
    await eventually(() => expect(watcher.told).toHaveLength(2));

    await first.kill('SIGKILL');
    for (const { socket } of [ada, bob, ...inRoom]) socket.disconnect();
    await connect(second.url, 'ada');
    await eventually(async () => expect(await watcher.present()).toEqual(['ada', 'watcher']), {
      timeoutMs: 60_000,
    });
    await eventually(() =>
      expect(watcher.told.at(-1)).toMatchObject({ userId: 'bob', status: 'disconnected' }),
    );
    // A Redis that stands still just then costs who comes back the rooms, and no other.
    const comeBack = inRoom.map(({ ready }) => ready.userId);
    await eventually(async () => {
      const { ready } = await connect(second.url, comeBack.pop() ?? 'nobody is left', 'globex');
      expect(ready.rooms).toContain(room);
    });
    // She came back in time.
    expect(watcher.told.map(({ userId, status }) => `${userId} ${status}`)).toEqual([
      'ada connected',
      'bob connected',
      'bob disconnected',
    ]);
  });
});
