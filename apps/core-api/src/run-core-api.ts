import { once } from 'node:events';
import type { Server } from 'node:http';
import type { EventBroker } from '@business-control/event-broker';
import type { INestApplication } from '@nestjs/common';
import type { Logger } from 'pino';
import type { CoreApiEnv } from './config/env.js';
import { createCoreApi } from './core-api.js';
import { seedDemoData } from './modules/demo/seed-demo-data.js';
import { openBroker, openDatabase } from './open-seams.js';
import { SystemClock } from './platform/clock/clock.js';
import { StartupError } from './platform/errors/startup-error.js';
import { Shutdown } from './platform/health/shutdown.js';

export interface RunningCoreApi {
  readonly url: string;
  /** Says that it is not ready, waits as long as the settings tell, then stops HTTP, drains the relay, closes the broker, then the database. */
  stop(): Promise<void>;
}

/** How long requests may go on after a stop was asked for. */
const REQUESTS_END_WITHIN_MS = 5_000;
/** How soon after its answer a connection is closed then. */
const CLOSE_ANSWERED_EVERY_MS = 50;

/**
 * Opens everything that the settings name and listens. A broker that is passed stays the caller's.
 * Throws `StartupError` for what the operator can put right.
 */
export async function runCoreApi(
  env: CoreApiEnv,
  logger: Logger,
  sharedBroker?: EventBroker,
): Promise<RunningCoreApi> {
  const opened: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of opened.splice(0).reverse()) {
      await close().catch((err) => logger.error({ err }, 'closing failed'));
    }
  };
  try {
    const database = await openDatabase(env, logger);
    opened.push(() => database.close());
    const broker = sharedBroker ?? (await openBroker(env, logger));
    if (broker !== sharedBroker) opened.push(() => broker.close());
    if (env.SEED_DEMO_DATA) {
      // Before the application: what runs on a schedule finds the data at its first run.
      await database.migrate();
      await seedDemoData(database, new SystemClock());
    }
    const app = await createCoreApi({ env, database, broker, logger });
    opened.push(() => closeHttp(app));
    const url = await listen(app, env);
    opened.push(() => app.get(Shutdown).announce(env.NOT_READY_BEFORE_STOP_SECONDS * 1000));
    logger.info({ url, database: env.DATABASE, broker: env.BROKER }, 'core-api listens');
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Not `app.listen`: it logs a failure before it throws it, and the operator would read it twice. */
async function listen(app: INestApplication, { CORE_API_HOST: host, CORE_API_PORT: port }: CoreApiEnv) {
  const server: Server = app.getHttpServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    const address = server.address();
    const actual = typeof address === 'object' && address ? address.port : port;
    return `http://${host.includes(':') ? `[${host}]` : host}:${actual}`;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new StartupError(`port ${port} on ${host} is taken; set CORE_API_PORT to a free port`);
    }
    if (code === 'EACCES') {
      throw new StartupError(
        `port ${port} may not be used by this user; set CORE_API_PORT to one above 1023`,
      );
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new StartupError(`${host} is no address of this machine; set CORE_API_HOST`);
    }
    throw error;
  }
}

async function closeHttp(app: INestApplication): Promise<void> {
  const server: Server = app.getHttpServer();
  // Clients keep a connection after the answer; nobody waits for those.
  const idle = setInterval(() => server.closeIdleConnections(), CLOSE_ANSWERED_EVERY_MS);
  const force = setTimeout(() => server.closeAllConnections(), REQUESTS_END_WITHIN_MS);
  await app.close().finally(() => {
    clearInterval(idle);
    clearTimeout(force);
  });
}
