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
    return { status: response.status, gateway: await response.text(), cookie: set };
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
  });

  afterAll(async () => {
    await edge?.stop();
    for (const server of servers ?? []) server.close();
  });

  it('keeps its sessions while it moves them away, and gets no new one', async () => {
    // Servers that run in this process count as down for a moment when it stood still.
    const served = (query: string, cookie?: string) =>
      eventually(async () => {
        const answer = await ask(query, cookie);
        expect(answer.status).toBe(200);
        return answer;
      });
    const { gateway, cookie } = await served('');
    unready.add(gateway);

    await eventually(async () => expect((await served('', cookie)).gateway).not.toBe(gateway));
    expect(await served('&sid=known-to-the-first', cookie)).toMatchObject({ gateway });

    // Once it is gone, a poll fails, and the client connects anew. The first may fail without an answer: where HAProxy has not noticed
    // yet that an idle connection to the server has ended, it closes the client's.
    servers[addresses.indexOf(gateway)]?.close().closeAllConnections();
    await eventually(async () =>
      expect(await ask('&sid=known-to-the-first', cookie)).toMatchObject({ status: 503 }),
    );
    const moved = await served('', cookie);
    expect(moved.gateway).not.toBe(gateway);
    expect(moved.cookie).not.toBe(cookie);
  });
});
