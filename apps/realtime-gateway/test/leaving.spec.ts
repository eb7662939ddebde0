import { eventually } from '@business-control/testing';
import { describe, expect, it, vi } from 'vitest';
import { closeSocket } from '../src/connections/closing.js';
import { Rooms } from '../src/connections/rooms.js';
import { balancer } from './balancer.js';
import { connectAs, inMemoryBroker, open, startGateway, tokenFor } from './start-gateway.js';

describe('a token that expires on a live socket', () => {
  it('ends the connection with its reason, and a stock client comes back with a new token', async () => {
    const gateway = await startGateway();
    const tokens = [await tokenFor({}, 1), await tokenFor()];
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
    let running = [leaving];
    const line = await balancer(() => running.map(({ url }) => Number(new URL(url).port)));
    const clients = [await connectAs(line), await connectAs(line, { client: { transports: ['polling'] } })];
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
    running = [await startGateway({ broker })];
    for (const client of clients) {
      await eventually(() => expect(client.names().at(-1)).toBe('realtime:ready'));
    }
  });

  it('closes its port and leaves the broker to its owner', async () => {
    const gateway = await startGateway();
    await gateway.app.close();
    expect(gateway.app.getHttpServer().listening).toBe(false);
    expect(gateway.broker.connected).toBe(true);
  });
});
