import { startTracing } from '@business-control/telemetry';
import { readCoreApiEnv } from './config/env.js';
import { StartupError } from './platform/errors/startup-error.js';
import { createLogger } from './platform/logging/logger.js';
import { runCoreApi } from './run-core-api.js';

/** Once it is no longer ready. */
const STOP_WITHIN_MS = 20_000;

try {
  const env = readCoreApiEnv();
  const logger = createLogger(env.LOG_LEVEL);
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (err) => {
      logger.fatal({ err }, event);
      process.exit(1);
    });
  }
  const tracing = await startTracing({
    service: 'core-api',
    env,
    onError: (message) => logger.warn({ reason: message }, 'traces cannot be exported'),
  });
  const coreApi = await runCoreApi(env, logger);
  const stop = async (signal: NodeJS.Signals) => {
    logger.info({ signal }, 'core-api stops');
    setTimeout(() => process.exit(1), env.NOT_READY_BEFORE_STOP_SECONDS * 1000 + STOP_WITHIN_MS).unref();
    await coreApi.stop();
    await tracing.close();
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  process.stderr.write(`core-api: ${error instanceof StartupError ? error.message : inspect(error)}\n`);
  process.exit(1);
}

function inspect(error: unknown): string {
  return (error instanceof Error && error.stack) || String(error);
}
