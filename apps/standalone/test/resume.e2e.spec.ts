import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { AccessTokenSigner } from '@business-control/access-token';
import { PostgresDatabase } from '@business-control/core-api';
import type { Cursor, EventMeta, RealtimeReady } from '@business-control/realtime-contracts';
import { eventually, fetchAlone, freePort, startProcess } from '@business-control/testing';
import { sql } from 'drizzle-orm';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Closing, type CoreApi, startCoreApi } from './live-shop.js';
import { login, openCart } from './shop-client.js';

const GATEWAY = fileURLToPath(new URL('../../realtime-gateway/dist/main.js', import.meta.url));

/** A gateway as a process of its own. */
async function startGateway(coreApi: CoreApi, closing: Closing) {
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const process = await startProcess({
    script: GATEWAY,
    env: { ...coreApi.env, WEBSOCKET_PORT: port, CORE_API_URL: coreApi.url },
    readyWhen: async () => (await fetchAlone(`${url}/health/ready`).catch(() => undefined))?.ok ?? false,
  });
  closing(async () => void (await process.kill()));
  return { url, kill: () => process.kill('SIGKILL') };
}

/** An organization with a till, in which nothing ever happened; answers the token of its cashier. */
async function openUntouchedShop({ databaseUri, env }: CoreApi): Promise<string> {
  const [organizationId, posId, warehouseId] = [randomUUID(), randomUUID(), randomUUID()];
  const database = new PostgresDatabase({ uri: databaseUri });
  await database.transaction(async (tx) => {
    await tx.execute(sql`insert into organizations (organization_id, slug, name, currency, time_zone)
      values (${organizationId}, ${organizationId}, 'Untouched', 'EUR', 'UTC')`);
    await tx.execute(sql`insert into pos_workstations (organization_id, pos_id, name, warehouse_id)
      values (${organizationId}, ${posId}, 'Till', ${warehouseId})`);
  });
  await database.close();
  const { token } = await new AccessTokenSigner({
    secret: env.JWT_SECRET,
    issuer: 'business-control',
    audience: 'business-control',
    ttlSeconds: 600,
  }).sign({
    userId: randomUUID(),
    organizationId,
    deviceId: null,
    sessionId: null,
    displayName: 'Cashier',
    roles: ['cashier'],
    permissions: ['pos.read', 'pos.sell'],
  });
  return token;
}

/** A stock client that does what the documents say: whatever it is told last is the cursor it presents next. */
class StockClient {
  readonly readies: RealtimeReady[] = [];
  readonly seen: number[] = [];
  cursor: Cursor | null | undefined;
  #socket: Socket | undefined;

  constructor(private readonly token: string) {}

  get connected(): boolean {
    return this.#socket?.connected ?? false;
  }

  connect(url: string): void {
    this.disconnect();
    const { token, cursor } = this;
    const socket = io(`${url}/realtime`, {
      auth: { token, cursor },
      transports: ['websocket'],
      forceNew: true,
    });
    this.#socket = socket;
    onTestFinished(() => void socket.disconnect());
    socket.on('realtime:ready', (ready: RealtimeReady) => this.readies.push(ready));
    socket.onAny((_name: string, told: { readonly cursor?: Cursor | null }, meta?: EventMeta) => {
      if (meta?.cursor) this.seen.push(Number(meta.cursor.split('.')[1]));
      this.cursor = (meta ? meta.cursor : told.cursor) ?? this.cursor;
    });
  }

  disconnect(): void {
    this.#socket?.disconnect();
  }
}

/** A client that was told where its organization stands, which a gateway asks anew when core-api did not answer in time. */
const connectedBeforeAll = (url: string, token: string) =>
  eventually(async () => {
    const client = new StockClient(token);
    client.connect(url);
    await eventually(() => expect(client.readies).toHaveLength(1));
    expect(client.cursor).toMatch(/\.0$/);
    return client;
  });

describe('a client that presents its cursor', () => {
  const opened: (() => void | Promise<void>)[] = [];
  const closing: Closing = (close) => void opened.push(close);
  let coreApi: CoreApi;
  let second: { readonly url: string };

  beforeAll(async () => {
    coreApi = await startCoreApi({}, closing);
    second = await startGateway(coreApi, closing);
  });
  afterAll(async () => {
    for (const close of opened.reverse()) await close();
  });

  it('misses nothing when the gateway it was on is killed under load', async () => {
    const first = await startGateway(coreApi, onTestFinished);
    const token = await login(coreApi.url, { organization: 'acme', email: 'cashier@acme.test' });
    const clients = Array.from({ length: 8 }, () => new StockClient(token));
    for (const client of clients) client.connect(first.url);
    const witness = new StockClient(token);
    witness.connect(second.url);
    await eventually(() =>
      expect([witness, ...clients].every(({ readies }) => readies.length === 1)).toBe(true),
    );

    let selling = true;
    let carts = 0;
    const sold = (async () => {
      for (; selling; carts += 1) await openCart(coreApi.url, token);
    })();
    await eventually(() => expect(clients.every(({ seen }) => seen.length > 20)).toBe(true));
    await first.kill();
    await eventually(() => expect(clients.some(({ connected }) => connected)).toBe(false));
    const left = clients.map(({ seen }) => seen.length);
    const soldBefore = carts;
    await eventually(() => expect(carts).toBeGreaterThan(soldBefore + 10));
    // The second gateway has come further than the clients, however long RabbitMQ took to tell it.
    await eventually(() => expect(witness.seen.length).toBeGreaterThan(Math.max(...left)));
    for (const client of clients) client.connect(second.url);
    await eventually(() => expect(clients.every(({ readies }) => readies.length === 2)).toBe(true));
    selling = false;
    await sold;

    for (const [index, { readies, seen }] of clients.entries()) {
      await eventually(() => expect(seen).toHaveLength(carts));
      // Others of the organization are told more, in between.
      expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
      expect(readies[1]).toMatchObject({ resume: 'replayed' });
      expect(readies[1]?.replayed).toBeGreaterThan(0);
      expect(readies[1]?.replayed).toBeLessThanOrEqual(carts - (left[index] ?? 0));
    }
  });

  it('stands before the first event of an organization that never had one', async () => {
    const first = await startGateway(coreApi, onTestFinished);
    const token = await openUntouchedShop(coreApi);
    const client = await connectedBeforeAll(first.url, token);
    client.disconnect();
    const witness = await connectedBeforeAll(second.url, token);
    await openCart(coreApi.url, token);
    await openCart(coreApi.url, token);
    await eventually(() => expect(witness.seen).toEqual([1, 2]));
    client.connect(second.url);
    await eventually(() => expect(client.seen).toEqual([1, 2]));
    expect(client.readies.map(({ resume, replayed }) => [resume, replayed])).toEqual([
      ['fresh', 0],
      ['replayed', 2],
    ]);
  });
});
