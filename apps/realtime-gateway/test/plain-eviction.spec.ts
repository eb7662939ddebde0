import type { Envelope } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { describe, expect, it, vi } from 'vitest';
import { coreApiDouble, ENDLESS_MS, patienceWithCoreApi } from './core-api-double.js';
import { Sequence } from './envelopes.js';
import { passTo } from './hand-set-time.js';
import { connectPlain, openPlain, type PlainClient } from './plain-client.js';
import { connectAs, inMemoryBroker, publish, startGateway, tokenFor } from './start-gateway.js';

// Tokens expire when a test says so, not when a machine under load has used up their time.
vi.mock('../src/connections/at-time.js', () => import('./hand-set-time.js'));

const permissions = ['pos.read', 'chat.staff'];
const userId = 'ada';
const channelId = '01935d3e-0000-7000-8000-0000000000cc';
const channel = `chat:channel:${channelId}`;

const cursorsOf = ({ received }: PlainClient) =>
  received.filter(({ type }) => type === 'event').map(({ meta }) => (meta as { cursor?: string }).cursor);

/** Two gateways on one stream, a client of Socket.IO on each as a fence, and a plain client of the user on each. */
async function setUp(options: { readonly sessionId?: string; readonly rooms?: readonly string[] } = {}) {
  const { sessionId = 's1', rooms = [] } = options;
  patienceWithCoreApi(ENDLESS_MS);
  const coreApi = await coreApiDouble((request, response) => {
    response.writeHead(request.url?.startsWith('/realtime/rooms/') ? 200 : 503).end('{}');
  });
  const broker = inMemoryBroker();
  const start = () => startGateway({ broker, env: { CORE_API_URL: coreApi.url } });
  const gateways = [await start(), await start()];
  const fences = await Promise.all(gateways.map((gateway) => connectAs(gateway, { userId: 'bob' })));
  const connect = (session: string) =>
    Promise.all(
      gateways.map((gateway) =>
        connectPlain(gateway, { userId, sessionId: session, permissions, auth: { rooms } }),
      ),
    );
  const acme = new Sequence('acme');
  /** Publishes a control event between two others, and waits until each gateway has passed on the last. */
  const around = async (control: Partial<Envelope>) => {
    await publish({ broker }, acme.next(), acme.next(control), acme.next());
    for (const fence of fences) {
      await eventually(() => expect(fence.metas().at(-1)?.cursor).toBe('e1.3'));
    }
  };
  return { gateways, connect, clients: await connect(sessionId), around };
}

describe('a plain WebSocket loses its rights before the next event, on every gateway:', () => {
  it.each([
    {
      fate: 'a disabled user',
      control: { name: 'identity:user:disabled', payload: { userId } },
      code: 'auth.user-disabled',
      reconnect: false,
    },
    {
      fate: 'a revoked session',
      control: { name: 'identity:session:revoked', payload: { userId, sessionId: 's1' } },
      code: 'auth.session-revoked',
      reconnect: false,
    },
    {
      fate: 'changed roles',
      control: {
        name: 'identity:role:changed',
        payload: { userId, roles: ['cashier'], permissions: ['pos.read'] },
      },
      code: 'auth.permissions-changed',
      reconnect: true,
    },
  ])('$fate', async ({ control, code, reconnect }) => {
    const { gateways, clients, around } = await setUp();
    await around(control);
    for (const client of clients) {
      expect(await client.closed).toEqual({ code: 4401, reason: code });
      expect(cursorsOf(client)).toEqual(['e1.1']);
      expect(client.received.at(-1)).toMatchObject({ type: 'closing', code, reconnect });
    }
    // The token from before opens nothing any more.
    for (const gateway of gateways) {
      const again = await openPlain(gateway);
      again.send({ type: 'auth', token: await tokenFor({ userId, sessionId: 's1', permissions }) });
      expect(await again.closed).toEqual({ code: 4401, reason: code });
      expect(again.received.slice(1)).toMatchObject([{ type: 'auth_error', code, reconnect }]);
    }
  });

  it('a revoked session, and no other of the same user', async () => {
    const { clients, connect, around } = await setUp({ sessionId: 's1' });
    const others = await connect('s2');
    await around({ name: 'identity:session:revoked', payload: { userId, sessionId: 's1' } });
    for (const client of clients) await client.closed;
    for (const other of others) await eventually(() => expect(cursorsOf(other)).toEqual(['e1.1', 'e1.3']));
  });

  it('a member who is removed leaves the room and stays connected', async () => {
    const { clients, around } = await setUp({ rooms: [channel] });
    for (const client of clients) expect(client.received[1]?.rooms).toContain(channel);
    await around({ name: 'chat:channel:member-removed', payload: { userId, channelId } });
    for (const client of clients) {
      await eventually(() => expect(cursorsOf(client)).toEqual(['e1.1', 'e1.3']));
      expect(client.types().slice(2)).toEqual(['event', 'room-left', 'event']);
      expect(client.received.find(({ type }) => type === 'room-left')).toMatchObject({
        room: channel,
        error: { code: 'room.forbidden' },
      });
    }
  });

  it('an expired token, unless a newer one came in time', async () => {
    const gateway = await startGateway();
    const auth = { token: await tokenFor({ userId }, 60) };
    const [idle, renewed] = [await connectPlain(gateway, { auth }), await connectPlain(gateway, { auth })];
    expect(await renewed.ask({ type: 'refresh', token: await tokenFor({ userId }) })).toMatchObject({
      ok: true,
    });
    passTo(Date.now() + 61_000);
    expect(await idle.closed).toEqual({ code: 4401, reason: 'auth.token-expired' });
    await publish(gateway, new Sequence('acme').next());
    await eventually(() => expect(cursorsOf(renewed)).toEqual(['e1.1']));
    expect(cursorsOf(idle)).toEqual([]);
  });
});
