import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type CoreApiEnv, readCoreApiEnv } from '@business-control/core-api';
import { type GatewayEnv, readGatewayEnv } from '@business-control/realtime-gateway';
import { keptSecret } from './kept-secret.js';

const CONSOLE_DIR = fileURLToPath(new URL('../../../console/dist', import.meta.url));

/** The settings of both apps when they share one process and run on embedded parts. */
export interface StandaloneEnv {
  readonly coreApi: CoreApiEnv;
  readonly gateway: GatewayEnv;
  /** Where people open the page. */
  readonly pageUrl: string;
}

/**
 * Reads `.env` and the environment. Database and broker are always the embedded ones; hosts, ports, data folder
 * and tokens are settable. Without `JWT_SECRET` a secret is made once and kept in the data folder.
 */
export function readStandaloneEnv(source: NodeJS.ProcessEnv = processEnvironment()): StandaloneEnv {
  // Both apps would want the one metrics port.
  const embedded = { DATABASE: 'pglite', BROKER: 'memory', ENABLE_REDIS: 'false', METRICS_PORT: '' };
  const dataDir = source.DATA_DIR || '.data';
  const apiPort = source.CORE_API_PORT || '3000';
  const realtimePort = source.WEBSOCKET_PORT || '3001';
  const pageUrl = `http://localhost:${apiPort}`;
  const env = {
    LOG_LEVEL: 'warn',
    SEED_DEMO_DATA: 'true',
    ENABLE_SIMULATOR: 'true',
    CONSOLE_DIR,
    CORS_ORIGINS: `${pageUrl},http://127.0.0.1:${apiPort}`,
    CORE_API_URL: `http://127.0.0.1:${apiPort}`,
    PUBLIC_REALTIME_URL: `http://localhost:${realtimePort}`,
    ...Object.fromEntries(Object.entries(source).filter(([, value]) => value !== '')),
    ...(source.JWT_SECRET || source.JWKS_URL || source.FIREBASE_PROJECT_ID
      ? {}
      : { JWT_SECRET: keptSecret(dataDir) }),
    ...embedded,
  };
  return { coreApi: readCoreApiEnv(env), gateway: readGatewayEnv(env), pageUrl };
}

function processEnvironment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}
