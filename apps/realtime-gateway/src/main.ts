import { inspect } from 'node:util';
import { type EventBroker, InMemoryBroker, RabbitmqBroker } from '@business-control/event-broker';
import { catalogue, GATEWAY_FACTS_EXCHANGE, REALTIME_STREAM } from '@business-control/realtime-contracts';
import { startTracing } from '@business-control/telemetry';
import { pino } from 'pino';
import { type GatewayEnv, readGatewayEnv } from './config/env.js';
import { listen } from './listen.js';
import { createRealtimeGateway } from './realtime-gateway.js';
import { StartupError } from './startup-error.js';

/** The gateway as a process of its own. */
async function main(): Promise<void> {
  const env = readGatewayEnv();
  const logger = pino({ level: env.LOG_LEVEL });
  const tracing = await startTracing({
    service: 'realtime-gateway',
    env,
    onError: (message) => logger.warn({ reason: message }, 'traces cannot be exported'),
  });
  const broker = await connectBroker(env, logger);
  const app = await createRealtimeGateway({ env, broker });

  const stop = async (signal: NodeJS.Signals) => {
    logger.info({ signal }, 'shutting down');
    await app.close();
    await broker.close();
    await tracing.close();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);

  await listen(app, env);
  logger.info({ host: env.WEBSOCKET_HOST, port: env.WEBSOCKET_PORT }, 'listening');
}

/** The exchanges and the stream are declared here as in core-api: whichever starts first makes them. */
async function connectBroker(env: GatewayEnv, logger: pino.Logger): Promise<EventBroker> {
  const topology = {
    exchanges: catalogue.exchanges,
    workExchanges: [GATEWAY_FACTS_EXCHANGE],
    stream: { name: REALTIME_STREAM, maxAgeMs: env.STREAM_MAX_AGE_SECONDS * 1000 },
  };
  // Health checks alone need no broker.
  if (!env.WEBSOCKET_ENABLED) return new InMemoryBroker(topology);
  if (env.BROKER === 'memory' || env.RABBITMQ_URL === undefined) {
    throw new StartupError('BROKER: memory reaches no other process; set rabbitmq, and RABBITMQ_URL');
  }
  return await RabbitmqBroker.connect({
    url: env.RABBITMQ_URL,
    topology,
    connectionName: 'realtime-gateway',
    onError: (err) => logger.error({ err }, 'RabbitMQ'),
  });
}

main().catch((error: unknown) => {
  process.stderr.write(
    `realtime-gateway: ${error instanceof StartupError ? error.message : inspect(error)}\n`,
  );
  process.exit(1);
});
