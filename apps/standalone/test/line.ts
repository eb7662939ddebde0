import { fileURLToPath } from 'node:url';
import { PostgresDatabase } from '@business-control/core-api';
import {
  createDatabase,
  createVhost,
  fetchAlone,
  freePort,
  type RunningProcess,
  startProcess,
} from '@business-control/testing';
import { historyOf, type RecordedFact } from './history.js';

const scriptOf = (app: string) => fileURLToPath(new URL(`../../${app}/dist/main.js`, import.meta.url));

/** core-api and a gateway as production runs them: two processes on PostgreSQL and RabbitMQ. */
export interface Line {
  readonly apiUrl: string;
  readonly realtimeUrl: string;
  /** Where Prometheus would look, of core-api and of the gateway. */
  readonly metricsUrls: readonly [coreApi: string, gateway: string];
  /** Ends core-api at once, as a power cut would. */
  killCoreApi(): Promise<void>;
  /** Starts core-api again on the same database and port. */
  startCoreApi(): Promise<void>;
  /** What happened in an organization, by the database. */
  history(organizationId: string): Promise<RecordedFact[]>;
  stop(): Promise<void>;
}

export interface LineOptions {
  readonly rabbitmqUrl?: string;
  /** Further settings of both apps. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the line on a database of its own, and on a virtual host of its own unless a RabbitMQ is named. */
export async function startLine(options: LineOptions = {}): Promise<Line> {
  const database = await createDatabase();
  const vhost = options.rabbitmqUrl === undefined ? await createVhost() : undefined;
  const [apiPort, realtimePort] = [await freePort(), await freePort()];
  const metricsPorts = [await freePort(), await freePort()] as const;
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const realtimeUrl = `http://127.0.0.1:${realtimePort}`;
  const env = {
    NODE_ENV: 'production',
    BROKER: 'rabbitmq',
    RABBITMQ_URL: options.rabbitmqUrl ?? vhost?.url ?? '',
    JWT_SECRET: 'a secret for one test run, 32 characters or more',
    CORS_ORIGINS: apiUrl,
    ...options.env,
  };
  const startCoreApi = () =>
    startProcess({
      script: scriptOf('core-api'),
      env: {
        ...env,
        DATABASE: 'postgres',
        DATABASE_URI: database.uri,
        CORE_API_PORT: String(apiPort),
        METRICS_PORT: String(metricsPorts[0]),
        SEED_DEMO_DATA: 'true',
      },
      readyWhen: () => answersOk(`${apiUrl}/health/ready`),
    });

  let coreApi: RunningProcess = await startCoreApi();
  const gateway = await startProcess({
    script: scriptOf('realtime-gateway'),
    env: { ...env, WEBSOCKET_PORT: String(realtimePort), METRICS_PORT: String(metricsPorts[1]) },
    readyWhen: () => answersOk(`${realtimeUrl}/health/ready`),
  });
  const records = new PostgresDatabase({ uri: database.uri });
  return {
    apiUrl,
    realtimeUrl,
    metricsUrls: [
      `http://127.0.0.1:${metricsPorts[0]}/metrics`,
      `http://127.0.0.1:${metricsPorts[1]}/metrics`,
    ],
    killCoreApi: async () => {
      await coreApi.kill('SIGKILL');
    },
    startCoreApi: async () => {
      coreApi = await startCoreApi();
    },
    history: (organizationId) => historyOf(records, organizationId),
    stop: async () => {
      await Promise.all([coreApi.kill(), gateway.kill()]);
      await records.close();
      await Promise.all([database.drop(), vhost?.drop()]);
    },
  };
}

async function answersOk(url: string): Promise<boolean> {
  const response = await fetchAlone(url).catch(() => undefined);
  return response?.ok ?? false;
}
