import {
  type EventBroker,
  InMemoryBroker,
  RabbitmqBroker,
  type Topology,
} from '@business-control/event-broker';
import { catalogue, GATEWAY_FACTS_EXCHANGE, REALTIME_STREAM } from '@business-control/realtime-contracts';
import type { Logger } from 'pino';
import type { CoreApiEnv } from './config/env.js';
import type { Database } from './platform/database/database.js';
import { PgliteDatabase } from './platform/database/pglite-database.js';
import { PostgresDatabase } from './platform/database/postgres-database.js';

/** The store that the settings name. */
export async function openDatabase(env: CoreApiEnv, logger: Logger): Promise<Database> {
  if (env.DATABASE === 'pglite') return PgliteDatabase.open(env.DATA_DIR);
  const { DATABASE_URI: uri = '', DATABASE_POOL_SIZE: poolSize, DATABASE_STATEMENT_SECONDS } = env;
  return new PostgresDatabase({
    uri,
    poolSize,
    bounds: { statementMs: DATABASE_STATEMENT_SECONDS * 1000 },
    onError: (err) => logger.warn({ err }, 'an idle database connection failed'),
  });
}

/** The broker that the settings name. An unreachable RabbitMQ is not waited for: it is tried in the background. */
export async function openBroker(env: CoreApiEnv, logger: Logger): Promise<EventBroker> {
  const topology: Topology = {
    exchanges: catalogue.exchanges,
    workExchanges: [GATEWAY_FACTS_EXCHANGE],
    stream: { name: REALTIME_STREAM, maxAgeMs: env.STREAM_MAX_AGE_SECONDS * 1000 },
  };
  if (env.BROKER === 'memory') return new InMemoryBroker(topology);
  const { RABBITMQ_URL: url = '' } = env;
  return RabbitmqBroker.connect({
    url,
    topology,
    connectionName: 'core-api',
    onError: (err) => logger.warn({ err }, 'RabbitMQ connection failed'),
  });
}
