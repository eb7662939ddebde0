import { fileURLToPath } from 'node:url';
import {
  createDatabase,
  createVhost,
  fetchAlone,
  freePort,
  type RunningProcess,
  services,
  startProcess,
} from '@business-control/testing';
import { type Edge, startHaproxy } from './haproxy.js';

const root = new URL('../../../../', import.meta.url);
const pathOf = (path: string) => fileURLToPath(new URL(path, root));
// One more than compose starts: one is stopped, one is killed, and one is left.
const GATEWAYS = ['127.0.0.2', '127.0.0.3', '127.0.0.4'] as const;

/** What compose runs: gateways, core-api and the console's server behind HAProxy. */
export interface ComposeLine {
  readonly edge: Edge;
  readonly gateways: readonly RunningProcess[];
  /** Where the services listen themselves. */
  readonly services: readonly string[];
  stop(): Promise<void>;
}

export async function startComposeLine(): Promise<ComposeLine> {
  const [database, vhost] = await Promise.all([createDatabase(), createVhost()]);
  const ports = { coreApi: await freePort(), gateway: await freePort(), console: await freePort() };
  const redis = new URL(services().redisUrl);
  const env = {
    NODE_ENV: 'production',
    RABBITMQ_URL: vhost.url,
    ENABLE_REDIS: 'true',
    REDIS_HOST: redis.hostname,
    REDIS_PORT: redis.port,
    JWT_SECRET: 'a secret for one test run, 32 characters or more',
  };
  const started = await Promise.all([
    startProcess({
      script: pathOf('apps/core-api/dist/main.js'),
      env: {
        ...env,
        DATABASE_URI: database.uri,
        CORE_API_PORT: String(ports.coreApi),
        SEED_DEMO_DATA: 'true',
        TRUST_PROXY: '1',
      },
      readyWhen: () => ready(`127.0.0.1:${ports.coreApi}`),
    }),
    startProcess({
      script: pathOf('deploy/console/server.js'),
      env: { CONSOLE_DIR: pathOf('apps/console/dist'), CONSOLE_PORT: String(ports.console) },
      readyWhen: () => ready(`127.0.0.1:${ports.console}`),
    }),
    ...GATEWAYS.map((host) =>
      startProcess({
        script: pathOf('apps/realtime-gateway/dist/main.js'),
        env: { ...env, WEBSOCKET_HOST: host, WEBSOCKET_PORT: String(ports.gateway) },
        readyWhen: () => ready(`${host}:${ports.gateway}`),
      }),
    ),
  ]);
  const edge = await startHaproxy({
    gateways: { addresses: GATEWAYS, port: ports.gateway },
    coreApi: { addresses: ['127.0.0.1'], port: ports.coreApi },
    console: { addresses: ['127.0.0.1'], port: ports.console },
  });
  return {
    edge,
    gateways: started.slice(2),
    services: [
      `http://127.0.0.1:${ports.coreApi}`,
      `http://127.0.0.1:${ports.console}`,
      ...GATEWAYS.map((host) => `http://${host}:${ports.gateway}`),
    ],
    stop: async () => {
      await edge.stop();
      await Promise.all(started.map((process) => process.kill()));
      await Promise.all([database.drop(), vhost.drop()]);
    },
  };
}

async function ready(address: string): Promise<boolean> {
  const response = await fetchAlone(`http://${address}/health/ready`).catch(() => undefined);
  return response?.ok ?? false;
}
