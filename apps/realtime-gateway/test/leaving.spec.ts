import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '@business-control/testing';
import { describe, expect, it, vi } from 'vitest';
import { closeSocket } from '../src/connections/closing.js';
import { Rooms } from '../src/connections/rooms.js';
import { Sequence } from './envelopes.js';
import {
  connectAs,
  inMemoryBroker,
  open,
  publish,
  readinessOf,
  startGateway,
  tokenFor,
} from './start-gateway.js';

describe('a token that expires on a live socket', () => {
  it('ends the connection with its reason, and a stock client comes back with a new token', async () => {
    const gateway = await startGateway();
    const tokens = [await tokenFor({}, 2), await tokenFor()];
    const client = open(gateway, {
      auth: (answer: (auth: object) => void) => answer({ token: tokens.shift() }),
    });
    await eventually(() =>
      expect(client.names().filter((name) => name.startsWith('realtime:'))).toEqual([
        'realtime:ready',
        'realtime:closing',
        'realtime:ready',
      ]),
    );
    expect(client.received.find(([name]) => name === 'realtime:closing')?.[1]).toEqual({
      code: 'auth.token-expired',
      message: expect.any(String),
      reconnect: true,
    });
  });
});

describe('a connection closed for good', () => {
  it('is told so and does not come back', async () => {
    const gateway = await startGateway();
    const rooms = gateway.app.get(Rooms);
    const welcome = vi.spyOn(rooms, 'welcome');
    const client = await connectAs(gateway);
    const [[socket] = []] = welcome.mock.calls;
    if (!socket) throw new Error('nobody connected');
    closeSocket(socket, 'auth.device-mismatch');
    await eventually(() => expect(client.socket.connected).toBe(false));
    const closing = { code: 'auth.device-mismatch', message: expect.any(String), reconnect: false };
    expect(client.received.at(-1)).toEqual(['realtime:closing', closing]);
    // Whether Socket.IO means to connect again.
    expect(client.socket.active).toBe(false);
  });
});

describe('a gateway that is being shut down', () => {
  it('sends its sockets away, and stock clients find the next gateway by themselves', async () => {
    const broker = inMemoryBroker();
    const leaving = await startGateway({ broker });
    const clients = [
      await connectAs(leaving),
      await connectAs(leaving, { client: { transports: ['polling'] } }),
    ];
    const port = new URL(leaving.url).port;
    await leaving.app.close();
    for (const { received } of clients) {
      expect(received.at(-1)).toEqual([
        'realtime:closing',
        {
          code: 'going-away',
          message: expect.any(String),
          reconnect: true,
          retryAfterMs: expect.any(Number),
        },
      ]);
    }
    await startGateway({ broker, env: { WEBSOCKET_PORT: port } });
    for (const client of clients) {
      await eventually(() => expect(client.names().at(-1)).toBe('realtime:ready'));
    }
  });

  it('serves every socket until its turn to leave, and tells it nothing afterwards', async () => {
    const gateway = await startGateway();
    const acme = new Sequence('acme');
    const clients = await Promise.all(
      Array.from({ length: 60 }, () =>
        connectAs(gateway, { organizationId: 'acme', client: { reconnection: false } }),
      ),
    );
    const left = gateway.app.close();
    let sent = 0;
    while (clients.some(({ socket }) => socket.connected)) {
      await publish(gateway, acme.next());
      sent += 1;
      await delay(1);
    }
    await left;
    const counts = clients.map((client) => client.metas().length);
    for (const client of clients) {
      const cursors = client.metas().map(({ cursor }) => cursor);
      expect(cursors).toEqual(Array.from({ length: cursors.length }, (_, n) => `e1.${n + 1}`));
      expect(client.received.at(-1)).toEqual([
        'realtime:closing',
        expect.objectContaining({ code: 'going-away' }),
      ]);
    }
    // They did not all leave at once, and those that stayed longer were given what came meanwhile.
    expect(new Set(counts).size).toBeGreaterThan(3);
    expect(Math.max(...counts)).toBeLessThanOrEqual(sent);
  });

  it('is not ready first, and serves whoever comes all the same', async () => {
    const gateway = await startGateway({ env: { NOT_READY_BEFORE_STOP_SECONDS: '1' } });
    const client = await connectAs(gateway, { organizationId: 'acme' });
    const left = gateway.app.close();
    expect(await readinessOf(gateway.url)).toMatchObject({ reasons: ['the gateway is being shut down'] });
    const late = await connectAs(gateway, { organizationId: 'acme' });
    await publish(gateway, new Sequence('acme').next());
    for (const { metas } of [client, late]) await eventually(() => expect(metas()).toHaveLength(1));
    await left;
    for (const { names } of [client, late]) expect(names().at(-1)).toBe('realtime:closing');
  });

  it('closes its port and leaves the broker to its owner', async () => {
    const gateway = await startGateway();
    await gateway.app.close();
    await expect(readinessOf(gateway.url)).rejects.toThrow();
    expect(gateway.broker.connected).toBe(true);
  });
});
