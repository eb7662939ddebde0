import { eventually } from '@business-control/testing';
import { describe, expect, it } from 'vitest';
import { connectAs, inMemoryBroker, open, readinessOf, startGateway, tokenFor } from './start-gateway.js';

describe('a token that expires on a live socket', () => {
  it('ends the connection with its reason, and a stock client comes back with a new token', async () => {
    const gateway = await startGateway();
    const tokens = [await tokenFor({}, 2), await tokenFor()];
    const client = open(gateway, {
      auth: (answer: (auth: object) => void) => answer({ token: tokens.shift() }),
    });
    await eventually(() =>
      expect(client.names()).toEqual(['realtime:ready', 'realtime:closing', 'realtime:ready']),
    );
    expect(client.received[1]?.[1]).toEqual({
      code: 'auth.token-expired',
      message: expect.any(String),
      reconnect: true,
    });
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
        { code: 'going-away', message: expect.any(String), reconnect: true },
      ]);
    }
    await startGateway({ broker, env: { WEBSOCKET_PORT: port } });
    for (const client of clients) {
      await eventually(() => expect(client.names().at(-1)).toBe('realtime:ready'));
    }
  });

  it('closes its port and leaves the broker to its owner', async () => {
    const gateway = await startGateway();
    await gateway.app.close();
    await expect(readinessOf(gateway.url)).rejects.toThrow();
    expect(gateway.broker.connected).toBe(true);
  });
});
