import type { EventBroker } from '@business-control/event-broker';
import { type Catalogue, catalogue as productCatalogue } from '@business-control/realtime-contracts';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { appModule } from './app.module.js';
import type { CoreApiEnv } from './config/env.js';
import { errorCodes } from './error-codes.js';
import { type Clock, SystemClock } from './platform/clock/clock.js';
import { serveConsole } from './platform/console/console-page.js';
import type { Database } from './platform/database/database.js';
import { DomainErrorFilter } from './platform/errors/domain-error.filter.js';
import { HttpMetrics } from './platform/http/http.metrics.js';
import { configureHttp } from './platform/http/http-surface.js';
import { observeRequests } from './platform/http/observe-requests.js';
import { serveOpenApi } from './platform/http/openapi.js';
import { nameRequest } from './platform/http/request-id.js';
import { createLogger } from './platform/logging/logger.js';
import { NestLog } from './platform/logging/nest-log.js';

export interface CoreApiOptions {
  readonly env: CoreApiEnv;
  /** Migrated here; the caller closes it after the application. */
  readonly database: Database;
  /** The caller closes it after the application, which drains the outbox first. */
  readonly broker: EventBroker;
  readonly clock?: Clock;
  /** The product's, unless a test brings its own. */
  readonly catalogue?: Catalogue;
  readonly logger?: Logger;
}

/** Builds core-api: migrated, its relay running, not yet listening. `close()` stops HTTP, then drains the relay. */
export async function createCoreApi(options: CoreApiOptions): Promise<INestApplication> {
  const { env, database, broker, clock = new SystemClock(), catalogue = productCatalogue } = options;
  const logger = options.logger ?? createLogger(env.LOG_LEVEL);
  await database.migrate();
  const app = await NestFactory.create<NestExpressApplication>(
    appModule({ env, database, broker, clock, catalogue, logger }),
    { bufferLogs: true, bodyParser: false, abortOnError: false },
  );
  app.useLogger(new NestLog(logger));
  app.use(nameRequest);
  app.use(observeRequests(app.get(HttpMetrics)));
  configureHttp(app, env);
  const errors = new DomainErrorFilter(errorCodes, logger);
  app.useGlobalFilters(errors);
  if (env.CONSOLE_DIR) serveConsole(app, env.CONSOLE_DIR, errors);
  serveOpenApi(app, errorCodes);
  await app.init();
  return app;
}
