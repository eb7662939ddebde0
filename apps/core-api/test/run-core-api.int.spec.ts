import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemoryBroker } from '@business-control/event-broker';
import { createDatabase, createVhost, eventually } from '@business-control/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLogger, readCoreApiEnv, runCoreApi, StartupError } from '../src/index.js';
import { Shutdown } from '../src/platform/health/shutdown.js';
import { SECRET } from './core-api-fixture.js';
import { topology } from './relay-fixture.js';

const logger = createLogger('silent');

/** Nothing listens there. */
const DEAF = '127.0.0.1:1';

function settings(given: NodeJS.ProcessEnv = {}) {
  return readCoreApiEnv({
    NODE_ENV: 'test',
    JWT_SECRET: SECRET,
    CORE_API_PORT: '0',
    BROKER: 'memory',
    ...given,
  });
}

async function postgres() {
  const server = await createDatabase();
  onTestFinished(() => server.drop());
  return server.uri;
}

const refusal = (run: Promise<unknown>) =>
  run.then(
    () => expect.unreachable('started'),
    (error: Error) => error,
  );

async function ready(url: string): Promise<unknown> {
  return (await fetch(`${url}/health/ready`)).json();
}

describe('core-api as a process', () => {
  it('runs on PostgreSQL and RabbitMQ', async () => {
    const vhost = await createVhost();
    onTestFinished(() => vhost.drop());
    const env = settings({
      DATABASE_URI: await postgres(),
      BROKER: 'rabbitmq',
      RABBITMQ_URL: vhost.url,
    });
    const coreApi = await runCoreApi(env, logger);
    onTestFinished(() => coreApi.stop());
    await eventually(async () => expect(await ready(coreApi.url)).toMatchObject({ status: 'ready' }));
  });

  it('runs on embedded parts, seeds once, keeps its data over a restart and frees its folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'core-api-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const env = settings({ DATABASE: 'pglite', DATA_DIR: folder, SEED_DEMO_DATA: 'true' });
    const logIn = async (url: string) => {
      const response = await fetch(`${url}/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ organization: 'acme', email: 'admin@acme.test', password: 'demo1234' }),
      });
      const { user } = (await response.json()) as { user: { userId: string } };
      return user.userId;
    };
    const first = await runCoreApi(env, logger);
    const userId = await logIn(first.url);
    await first.stop();
    const second = await runCoreApi(env, logger);
    expect(await logIn(second.url)).toBe(userId);
    await second.stop();
  }, 180_000);

  it('starts while RabbitMQ is away, as sales go on without it', async () => {
    const env = settings({
      DATABASE_URI: await postgres(),
      BROKER: 'rabbitmq',
      RABBITMQ_URL: `amqp://${DEAF}`,
    });
    const coreApi = await runCoreApi(env, logger);
    expect(await ready(coreApi.url)).toMatchObject({
      status: 'degraded',
      reasons: expect.arrayContaining(['the broker is away; events wait in the outbox']),
    });
    await coreApi.stop();
  });

  it('leaves a broker that it was given to its owner', async () => {
    const broker = new InMemoryBroker(topology);
    const coreApi = await runCoreApi(settings({ DATABASE_URI: await postgres() }), logger, broker);
    await coreApi.stop();
    expect(broker.connected).toBe(true);
    await broker.close();
  });

  it('says in one line that its port is taken, and which setting to change', async () => {
    const other = await listening();
    const env = settings({ DATABASE_URI: await postgres(), CORE_API_PORT: String(other.port) });
    const error = await refusal(runCoreApi(env, logger));
    expect(error).toBeInstanceOf(StartupError);
    expect(error.message).toBe(`port ${other.port} on 127.0.0.1 is taken; set CORE_API_PORT to a free port`);
  });

  it('says in one line that the port of its metrics is taken, and starts nothing', async () => {
    const other = await listening();
    const env = settings({ DATABASE_URI: await postgres(), METRICS_PORT: String(other.port) });
    const error = await refusal(runCoreApi(env, logger));
    expect(error).toBeInstanceOf(StartupError);
    expect(error.message).toBe(`port ${other.port} is taken; set METRICS_PORT to a free one`);
  });

  it('says in one line that it cannot listen on an address', async () => {
    const env = settings({ DATABASE_URI: await postgres(), CORE_API_HOST: '192.0.2.1' });
    expect((await refusal(runCoreApi(env, logger))).message).toBe(
      '192.0.2.1 is no address of this machine; set CORE_API_HOST',
    );
  });

  it('says in one line that PostgreSQL cannot be reached, without the password', async () => {
    const env = settings({ DATABASE_URI: `postgres://pat:hunter2@${DEAF}/core` });
    const error = await refusal(runCoreApi(env, logger));
    expect(error).toBeInstanceOf(StartupError);
    expect(error.message).toBe(`DATABASE_URI: database core at ${DEAF} cannot be opened (ECONNREFUSED)`);
  });

  it('is not ready, and serves, until load balancers have had the time to notice that it stops', async () => {
    const { announce } = Shutdown.prototype;
    const { promise: noticed, resolve: notice } = Promise.withResolvers<void>();
    const announced = vi.spyOn(Shutdown.prototype, 'announce');
    onTestFinished(() => announced.mockRestore());
    // It waits for the test, however long that takes, and not for the time it is told.
    announced.mockImplementation(async function (this: Shutdown) {
      await announce.call(this, 0);
      await noticed;
    });
    const env = settings({ DATABASE_URI: await postgres(), NOT_READY_BEFORE_STOP_SECONDS: '5' });
    const coreApi = await runCoreApi(env, logger);
    const stopping = coreApi.stop();
    expect(announced).toHaveBeenCalledExactlyOnceWith(5_000);
    expect((await fetch(`${coreApi.url}/health/ready`)).status).toBe(503);
    expect(await ready(coreApi.url)).toEqual({
      status: 'not-ready',
      reasons: expect.arrayContaining(['core-api is being shut down']),
    });
    expect((await fetch(`${coreApi.url}/auth/me`)).status).toBe(401);
    notice();
    await stopping;
    await expect(fetch(`${coreApi.url}/health/live`)).rejects.toThrow();
  });

  it('answers the request that is under way when it stops', async () => {
    const forced = vi.spyOn(Server.prototype, 'closeAllConnections');
    onTestFinished(() => forced.mockRestore());
    const coreApi = await runCoreApi(settings({ DATABASE_URI: await postgres() }), logger);
    const { hostname, port } = new URL(coreApi.url);
    const socket = connect(Number(port), hostname);
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk.toString();
    });
    const body = JSON.stringify({ refreshToken: `acme.${'a'.repeat(43)}` });
    socket.write(
      `POST /auth/refresh HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
    );
    await eventually(() => expect(heard).toContain('100 Continue'));
    const stopping = coreApi.stop();
    await eventually(() => expect(newConnection(coreApi.url)).rejects.toThrow());
    socket.write(body);
    await stopping;
    await eventually(() => expect(heard).toContain('HTTP/1.1 401'));
    // Nor was the connection waited for, which its client would have kept.
    expect(forced).not.toHaveBeenCalled();
  });
});

async function listening() {
  const server: Server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { port: typeof address === 'object' && address ? address.port : 0 };
}

/** Not `fetch`: its connections are kept, and a server that closes goes on answering on them. */
async function newConnection(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect').finally(() => socket.destroy());
}
