import type { Cursor, EventMeta } from '@business-control/realtime-contracts';
import { type Browser, eventually, fetchAlone, startBrowser } from '@business-control/testing';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { login, openCart } from '../shop-client.js';
import { fileOf } from './compose-file.js';
import { type ComposeLine, startComposeLine } from './compose-line.js';

interface Screen {
  readonly socket: Socket;
  /** How often it was told `realtime:ready`: once for each connection. */
  connections: number;
  carts: number;
}

describe('the line behind HAProxy', () => {
  let line: ComposeLine;
  let browser: Browser;
  let url: string;
  let token: string;
  const screens: Screen[] = [];

  /** A stock client that presents the cursor it was told last. */
  const connect = async (transport: 'websocket' | 'polling'): Promise<Screen> => {
    let cursor: Cursor | null | undefined;
    const socket = io(`${url}/realtime`, {
      auth: (send) => send({ token, ...(cursor !== undefined && { cursor }) }),
      transports: [transport],
      // Outside browsers the stock client keeps cookies only when told to.
      withCredentials: true,
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 500,
    });
    const screen: Screen = { socket, connections: 0, carts: 0 };
    screens.push(screen);
    socket.onAny((_name: string, told: { readonly cursor?: Cursor | null }, meta?: EventMeta) => {
      cursor = (meta ? meta.cursor : told.cursor) ?? cursor;
    });
    socket.on('realtime:ready', () => {
      screen.connections += 1;
    });
    socket.on('pos:cart:updated', () => {
      screen.carts += 1;
    });
    await eventually(() => expect(screen.connections).toBeGreaterThan(0));
    return screen;
  };

  /** A service that stood still counts as down for a moment. */
  const visit = (path: string, init?: RequestInit) =>
    eventually(async () => {
      const response = await fetchAlone(`${url}${path}`, init);
      expect(response.status).not.toBe(503);
      return response;
    });
  const openOneCart = () => eventually(() => openCart(url, token));

  beforeAll(async () => {
    [line, browser] = await Promise.all([startComposeLine(), startBrowser()]);
    url = line.edge.url;
    token = await eventually(() => login(url, { organization: 'acme', email: 'manager@acme.test' }));
  });

  afterAll(async () => {
    for (const { socket } of screens) socket.close();
    await browser?.close();
    await line?.stop();
  });

  it('serves the page, for every path of it, and answers for a missing file', async () => {
    for (const path of ['/', '/till', '/live/feed?x=1']) {
      const response = await visit(path);
      expect(await response.text()).toContain('<div id="root">');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    }
    expect((await visit('/assets/index-gone.js')).status).toBe(404);
    expect((await visit('/nothing', { method: 'POST' })).status).toBe(405);
  });

  it('lets browsers keep files whose name carries a hash, and compresses them', async () => {
    const page = await (await visit('/')).text();
    const [script = ''] = /\/assets\/[^"]+\.js/.exec(page) ?? [];
    const response = await visit(script);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-encoding')).toBe('gzip');
  });

  it('lets the page do all it does, under its security policy', async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(url);
    await page.getByRole('button', { name: 'Sign in as manager of acme' }).click();
    await page.getByLabel('Connection: Live').waitFor();
    await page.getByRole('link', { name: 'Till' }).click();
    await page.getByRole('button', { name: 'Add Flat white' }).waitFor();
    expect(complaints.filter((text) => /policy|refused|blocked/i.test(text))).toEqual([]);
    await page.close();
  });

  it('sends every path of the API to core-api', async () => {
    const config = await visit('/config.json');
    expect(await config.json()).toMatchObject({ realtimeUrl: null });

    const openapi = (await (await visit('/docs-json')).json()) as { paths: object };
    const segments = Object.keys(openapi.paths).map((path) => path.split('/')[1] ?? '');
    const listed = fileOf('deploy/haproxy/api-paths.lst').split('\n');
    expect(listed).toEqual(expect.arrayContaining(segments.filter((segment) => segment !== 'health')));
  });

  it('keeps the health pages of the services to itself', async () => {
    expect((await visit('/health/ready')).status).toBe(404);
    expect((await visit('/health')).status).toBe(200);
  });

  it('lets go of a connection to a service before the service does, so that no request goes unanswered', async () => {
    const [, seconds] = /timeout http-keep-alive (\d+)s/.exec(fileOf('deploy/haproxy/haproxy.cfg')) ?? [];
    for (const service of line.services) {
      const { headers } = await fetch(`${service}/health/ready`);
      const [, kept] = /timeout=(\d+)/.exec(headers.get('keep-alive') ?? '') ?? [];
      expect(Number(kept), service).toBeGreaterThan(Number(seconds));
    }
  });

  it('keeps a long poll with the gateway that knows it', async () => {
    const polling = await Promise.all(Array.from({ length: 4 }, () => connect('polling')));
    for (let round = 0; round < 5; round++) {
      const answers = polling.map(({ socket }) =>
        socket.timeout(30_000).emitWithAck('subscribe', { rooms: [] }),
      );
      await Promise.all(answers);
    }
    await openOneCart();
    await eventually(() => expect(polling.every(({ carts }) => carts === 1)).toBe(true));
    expect(polling.map(({ connections }) => connections)).toEqual([1, 1, 1, 1]);
    for (const { socket } of polling) socket.close();
  });

  it.each([
    { fate: 'stopped', signal: 'SIGTERM', gateway: 0 },
    { fate: 'killed', signal: 'SIGKILL', gateway: 1 },
  ] as const)('moves the clients of a $fate gateway to the others', async ({ signal, gateway }) => {
    // All that are left, so that each is given some.
    await line.edge.finds(line.gateways.length - gateway);
    const screens = await Promise.all(
      Array.from({ length: 8 }, (_, index) => connect(index < 5 ? 'websocket' : 'polling')),
    );
    const before = screens.map(({ connections }) => connections);
    await line.gateways[gateway]?.kill(signal);

    await eventually(() => {
      const moved = screens.filter(({ connections }, index) => connections > (before[index] ?? 0)).length;
      expect(moved).toBeGreaterThan(0);
      expect(moved).toBeLessThan(screens.length);
      expect(screens.every(({ socket }) => socket.connected)).toBe(true);
    });

    await openOneCart();
    await eventually(() => expect(screens.every(({ carts }) => carts === 1)).toBe(true));
    expect((await visit('/health')).status).toBe(200);
    for (const { socket } of screens) socket.close();
  });
});
