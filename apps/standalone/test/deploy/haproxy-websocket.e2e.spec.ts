import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { AccessTokenSigner } from '@business-control/access-token';
import { InMemoryBroker } from '@business-control/event-broker';
import {
  catalogue,
  type Envelope,
  envelopeHeaders,
  exchangeOf,
  GATEWAY_FACTS_EXCHANGE,
  REALTIME_STREAM,
  routingKeyOf,
} from '@business-control/realtime-contracts';
import { createRealtimeGateway, listen, readGatewayEnv } from '@business-control/realtime-gateway';
import { eventually, freePort } from '@business-control/testing';
import type { INestApplication } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Edge, startHaproxy } from './haproxy.js';

const JWT_SECRET = 'a secret for one test run, 32 characters or more';
const addresses = ['127.0.0.2', '127.0.0.3'];

interface Frame {
  readonly type: string;
  readonly [field: string]: unknown;
}

interface Gateway {
  readonly app: INestApplication;
  /** The TCP connections of its WebSockets. */
  readonly sockets: ReadonlySet<Duplex>;
}

/** Clients that have a WebSocket and nothing else, on two gateways behind HAProxy. */
describe('a plain WebSocket through HAProxy', () => {
  const broker = new InMemoryBroker({
    exchanges: catalogue.exchanges,
    workExchanges: [GATEWAY_FACTS_EXCHANGE],
    stream: { name: REALTIME_STREAM, maxAgeMs: 3_600_000 },
  });
  let gateways: Gateway[];
  let edge: Edge;
  let token: string;
  let seq = 0;

  const start = async (host: string, port: number): Promise<Gateway> => {
    const env = readGatewayEnv({
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      BROKER: 'memory',
      WEBSOCKET_HOST: host,
      WEBSOCKET_PORT: String(port),
      TRUST_PROXY: '1',
      DRAIN_SECONDS: '0',
      JWT_SECRET,
    });
    const app = await createRealtimeGateway({ env, broker });
    const sockets = new Set<Duplex>();
    const server: Server = app.getHttpServer();
    server.on('upgrade', (_request, socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    await listen(app, env);
    return { app, sockets };
  };

  const happen = async () => {
    seq += 1;
    const envelope: Envelope = {
      id: randomUUID(),
      name: 'pos:inventory:availability',
      version: 1,
      organizationId: 'acme',
      epoch: 'e1',
      seq,
      occurredAt: new Date().toISOString(),
      actor: { userId: null, deviceId: null },
      payload: { productId: randomUUID(), sku: 'TEA-1', warehouseId: randomUUID(), available: seq },
    };
    await broker.publish({
      exchange: exchangeOf(envelope.name),
      routingKey: routingKeyOf(envelope.name),
      id: envelope.id,
      headers: { ...envelopeHeaders(envelope) },
      body: Buffer.from(JSON.stringify(envelope)),
    });
  };

  /** Opens a WebSocket to the edge and presents this once it is open; it ends with the test. */
  const open = (auth: object) => {
    const ws = new WebSocket(`${edge.url.replace('http', 'ws')}/ws`);
    onTestFinished(() => ws.close());
    const received: Frame[] = [];
    ws.addEventListener('open', () => ws.send(JSON.stringify({ type: 'auth', ...auth })));
    ws.addEventListener('message', ({ data }) => received.push(JSON.parse(String(data))));
    const closed = new Promise<{ code: number; reason: string }>((resolve) =>
      ws.addEventListener('close', ({ code, reason }) => resolve({ code, reason })),
    );
    const opened = new Promise<boolean>((resolve) => {
      ws.addEventListener('open', () => resolve(true));
      ws.addEventListener('close', () => resolve(false));
    });
    return { received, opened, closed, ask: (frame: Frame) => ws.send(JSON.stringify(frame)) };
  };
  const cursors = ({ received }: { received: readonly Frame[] }) =>
    received.filter(({ type }) => type === 'event').map(({ meta }) => (meta as { cursor: string }).cursor);
  /** Tries until one is opened: gateways that run in this process count as down for a moment when it stood still. */
  const opened = (auth: object) =>
    eventually(async () => {
      const client = open(auth);
      expect(await client.opened).toBe(true);
      return client;
    });
  const connected = async (auth: object = {}) => {
    const client = await opened({ token, ...auth });
    await eventually(() => expect(client.received[1]?.type).toBe('auth_success'));
    return client;
  };

  beforeAll(async () => {
    const port = await freePort();
    gateways = await Promise.all(addresses.map((address) => start(address, port)));
    const upstream = { addresses, port };
    edge = await startHaproxy({ gateways: upstream, coreApi: upstream, console: upstream });
    const signer = new AccessTokenSigner({
      secret: JWT_SECRET,
      issuer: 'business-control',
      audience: 'business-control',
      ttlSeconds: 300,
    });
    const identity = { userId: 'ada', organizationId: 'acme', deviceId: null, sessionId: null };
    ({ token } = await signer.sign({
      ...identity,
      displayName: 'Manager',
      roles: [],
      permissions: ['pos.read'],
    }));
  });

  afterAll(async () => {
    await edge?.stop();
    await Promise.all((gateways ?? []).map(({ app }) => app.close()));
    await broker.close();
  });

  it('gets its events and the answers to its calls, from every gateway', async () => {
    const clients = await Promise.all(Array.from({ length: 4 }, () => connected()));
    await happen();
    await happen();
    for (const client of clients) {
      await eventually(() => expect(cursors(client)).toEqual(['e1.1', 'e1.2']));
      client.ask({ type: 'subscribe', rooms: ['pos:workstation:w1'], id: 1 });
      client.ask({ type: 'ping', id: 2 });
      await eventually(() =>
        expect(client.received).toEqual(
          expect.arrayContaining([
            { type: 'ack', id: 1, ok: true, data: { rooms: ['pos:workstation:w1'], refused: [] } },
            { type: 'pong', id: 2 },
          ]),
        ),
      );
    }
  });

  it('is told in the close why it is not let in', async () => {
    const client = await opened({ token: 'none' });
    expect(await client.closed).toEqual({ code: 4401, reason: 'auth.token-malformed' });
    expect(client.received.at(-1)).toMatchObject({ type: 'auth_error', code: 'auth.token-malformed' });
  });

  it('is sent away by a gateway that is shut down, and misses nothing on the other', async () => {
    await eventually(() => expect(gateways.map(({ sockets }) => sockets.size)).toEqual([0, 0]));
    const clients = [await connected()];
    // Each gateway has some.
    while (clients.length < 6 || gateways.some(({ sockets }) => sockets.size === 0)) {
      clients.push(await connected());
    }
    await happen();
    for (const client of clients) await eventually(() => expect(cursors(client)).toHaveLength(1));
    const [leaving] = gateways.splice(0, 1);
    await leaving?.app.close();
    await happen();
    const isSentAway = ({ received }: (typeof clients)[number]) => received.at(-1)?.type === 'closing';
    for (const client of clients) {
      await eventually(() => expect(isSentAway(client) || cursors(client).length === 2).toBe(true));
    }
    const gone = clients.filter(isSentAway);
    expect(gone.length).toBeGreaterThan(0);
    expect(gone.length).toBeLessThan(clients.length);
    for (const client of gone) {
      expect(await client.closed).toEqual({ code: 4503, reason: 'going-away' });
      expect(cursors(client)).toHaveLength(1);
      const again = await connected({ cursor: cursors(client).at(-1) });
      expect(again.received[1]).toMatchObject({ resume: 'replayed', replayed: 1 });
      await eventually(() => expect(cursors(again)).toEqual([`e1.${seq}`]));
    }
  });
});
