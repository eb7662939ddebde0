import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { eventually, fetchAlone, freePort } from '@business-control/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Edge, startHaproxy } from './haproxy.js';

/** A server that answers with the headers it was sent stands for all of the services. */
describe('what HAProxy tells the services of a client', () => {
  let server: Server;
  let edge: Edge;

  beforeAll(async () => {
    const port = await freePort();
    server = createServer((request, response) => response.end(JSON.stringify(request.headers)));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const upstream = { addresses: ['127.0.0.1'], port };
    edge = await startHaproxy({ gateways: upstream, coreApi: upstream, console: upstream });
  });

  afterAll(async () => {
    await edge?.stop();
    server?.close();
  });

  /** The server counts as down for a moment when this process stood still. */
  const ask = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    eventually(async () => {
      const response = await fetchAlone(`${edge.url}${path}`, { headers });
      expect(response.status).toBe(200);
      return response;
    });

  it.each(['/auth/login', '/socket.io/', '/till'])(
    'is what it knows, not what the client claims: %s',
    async (path) => {
      const response = await ask(path, {
        Forwarded: 'for=10.9.8.7',
        'X-Forwarded-For': '10.9.8.7',
        'X-Forwarded-Host': 'elsewhere.test',
        'X-Forwarded-Proto': 'https',
        'X-Real-IP': '10.9.8.7',
        'X-Request-Id': 'chosen by the client',
      });
      const seen = (await response.json()) as IncomingHttpHeaders;
      expect(seen['x-forwarded-for']).toBe('127.0.0.1');
      expect(seen['x-forwarded-proto']).toBe('http');
      expect(seen['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
      expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['forwarded']));
      expect(JSON.stringify(seen)).not.toMatch(/10\.9\.8\.7|elsewhere/);
    },
  );

  // Only the gateways are told apart by a cookie.
  it.each([
    ['/socket.io/', true],
    ['/ws', true],
    ['/ws/till', false],
    ['/wsx', false],
  ])('goes to the gateways or not: %s', async (path, expected) => {
    const { headers } = await ask(path);
    expect(/realtime-gateway=/.test(headers.get('set-cookie') ?? '')).toBe(expected);
  });

  it('says when no gateway or no core-api is ready', async () => {
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
    await eventually(async () => expect((await fetchAlone(`${edge.url}/health`)).status).toBe(503));
  });
});
