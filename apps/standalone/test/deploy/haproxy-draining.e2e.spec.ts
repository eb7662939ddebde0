import { createServer, type Server } from 'node:http';
import { eventually, freePort } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Edge, startHaproxy } from './haproxy.js';

/** Two servers stand for the gateways; each answers with its address. */
describe('a gateway that is no longer ready', () => {
  const addresses = ['127.0.0.2', '127.0.0.3'];
  const unready = new Set<string>();
  let servers: Server[];
  let edge: Edge;

  const ask = async (query: string, cookie?: string) => {
    const response = await fetch(`${edge.url}/socket.io/?transport=polling${query}`, {
      headers: cookie === undefined ? {} : { cookie },
    });
    const set = response.headers.get('set-cookie')?.split(';')[0];
    return { gateway: await response.text(), cookie: set };
  };

  beforeAll(async () => {
    const port = await freePort();
    servers = addresses.map((address) =>
      createServer((request, response) => {
        if (request.url === '/health/ready' && unready.has(address)) response.statusCode = 503;
        response.end(address);
      }).listen(port, address),
    );
    const gateways = { addresses, port };
    edge = await startHaproxy({ gateways, coreApi: gateways, console: gateways });
    await eventually(async () => expect((await fetch(`${edge.url}/health`)).status).toBe(200));
  });

  afterAll(async () => {
    await edge?.stop();
    for (const server of servers ?? []) server.close();
  });

  it('keeps its sessions while it moves them away, and gets no new one', async () => {
    const { gateway, cookie } = await ask('');
    unready.add(gateway);

    await eventually(async () => expect((await ask('', cookie)).gateway).not.toBe(gateway));
    await expect(ask('&sid=known-to-the-first', cookie)).resolves.toMatchObject({ gateway });

    servers[addresses.indexOf(gateway)]?.close().closeAllConnections();
    const moved = await ask('&sid=known-to-the-first', cookie);
    expect(moved.gateway).not.toBe(gateway);
    expect(moved.cookie).not.toBe(cookie);
  });
});
