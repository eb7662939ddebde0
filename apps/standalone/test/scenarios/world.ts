import { fileURLToPath } from 'node:url';
import { PostgresDatabase } from '@business-control/core-api';
import {
  createDatabase,
  fetchAlone,
  freePort,
  type RunningProcess,
  type StoppableRabbitmq,
  type StoppableRedis,
  startProcess,
  startRabbitmq,
  startRedis,
} from '@business-control/testing';
import { startHaproxy } from '../deploy/haproxy.js';
import { historyOf, type RecordedFact } from '../history.js';
import { type FlakyNetwork, startFlakyNetwork } from './flaky-network.js';

const scriptOf = (app: string) => fileURLToPath(new URL(`../../../${app}/dist/main.js`, import.meta.url));
/** Signs the access tokens of the world. */
export const JWT_SECRET = 'a secret for one test run, 32 characters or more';

const GATEWAYS = ['127.0.0.2', '127.0.0.3'] as const;

/** A process that can be ended in any way and started again as it was. */
export interface Restartable {
  start(): Promise<void>;
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Two gateways behind HAProxy, core-api, PostgreSQL, and a RabbitMQ and a Redis that may be stopped. */
export interface World {
  readonly apiUrl: string;
  /** Between the clients and HAProxy. */
  readonly network: FlakyNetwork;
  readonly gateways: readonly [Restartable, Restartable];
  readonly coreApi: Restartable;
  readonly rabbitmq: StoppableRabbitmq;
  readonly redis: StoppableRedis;
  /** What happened in an organization, by the database. */
  history(organizationId: string): Promise<RecordedFact[]>;
  stop(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const [database, rabbitmq, redis] = await Promise.all([createDatabase(), startRabbitmq(), startRedis()]);
  const ports = { coreApi: await freePort(), gateway: await freePort() };
  const apiUrl = `http://127.0.0.1:${ports.coreApi}`;
  const env = {
    NODE_ENV: 'production',
    RABBITMQ_URL: rabbitmq.url,
    ENABLE_REDIS: 'true',
    REDIS_HOST: new URL(redis.url).hostname,
    REDIS_PORT: new URL(redis.url).port,
    JWT_SECRET,
  };
  const coreApi = restartable('core-api', apiUrl, {
    ...env,
    DATABASE_URI: database.uri,
    CORE_API_PORT: String(ports.coreApi),
    SEED_DEMO_DATA: 'true',
  });
  const gateways = GATEWAYS.map((host) =>
    restartable('realtime-gateway', `http://${host}:${ports.gateway}`, {
      ...env,
      CORE_API_URL: apiUrl,
      WEBSOCKET_HOST: host,
      WEBSOCKET_PORT: String(ports.gateway),
      DRAIN_SECONDS: '2',
      POSITION_INTERVAL_SECONDS: '2',
      MAX_HANDSHAKES_PER_IP_PER_MINUTE: '100000',
    }),
  ) as [Restartable, Restartable];
  await Promise.all([coreApi, ...gateways].map((it) => it.start()));
  const upstream = { addresses: ['127.0.0.1'], port: ports.coreApi };
  const edge = await startHaproxy({
    gateways: { addresses: GATEWAYS, port: ports.gateway },
    coreApi: upstream,
    console: upstream,
  });
  const network = await startFlakyNetwork(edge.url);
  const records = new PostgresDatabase({ uri: database.uri });
  return {
    apiUrl,
    network,
    gateways,
    coreApi,
    rabbitmq,
    redis,
    history: (organizationId) => historyOf(records, organizationId),
    stop: async () => {
      await network.close();
      await edge.stop();
      await Promise.all([coreApi, ...gateways].map((it) => it.end('SIGKILL')));
      await records.close();
      await Promise.all([rabbitmq.dispose(), redis.dispose(), database.drop()]);
    },
  };
}

function restartable(app: string, url: string, env: Record<string, string>): Restartable {
  let process: RunningProcess | undefined;
  return {
    start: async () => {
      process = await startProcess({
        script: scriptOf(app),
        env,
        readyWhen: () => ready(`${url}/health/ready`),
      });
    },
    end: async (signal) => {
      await process?.kill(signal);
      process = undefined;
    },
  };
}

async function ready(url: string): Promise<boolean> {
  const response = await fetchAlone(url).catch(() => undefined);
  return response?.ok ?? false;
}
