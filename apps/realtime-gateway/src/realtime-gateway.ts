import type { EventBroker } from '@business-control/event-broker';
import { type Catalogue, catalogue as productCatalogue } from '@business-control/realtime-contracts';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Logger, PinoLogger } from 'nestjs-pino';
import type { GatewayEnv } from './config/env.js';
import { ConnectionMetrics } from './connections/connection.metrics.js';
import { SocketIoAdapter } from './connections/socket-io.adapter.js';
import { EventStreamServer } from './delivery/event-stream.server.js';
import { gatewayModule } from './gateway.module.js';
import { Readiness } from './health/readiness.js';
import { Admission } from './limits/admission.js';
import { RedisConnections } from './redis/redis-connections.js';
import type { Clock } from './tokens.js';

export interface RealtimeGatewayOptions {
  readonly env: GatewayEnv;
  /** Stays the caller's: closing the gateway does not close it. */
  readonly broker: EventBroker;
  /** The events to deliver. Default: the catalogue of the product. */
  readonly catalogue?: Catalogue;
  /** The time by which events become too old to be replayed. Default: that of the machine. */
  readonly clock?: Clock;
}

/**
 * Builds the gateway, not yet listening. It reads the event stream at once and refuses connections until it has
 * caught up; `GET /health/ready` tells when. `close()` sends the sockets away first.
 */
export async function createRealtimeGateway(options: RealtimeGatewayOptions): Promise<INestApplication> {
  const { env, broker, catalogue = productCatalogue, clock = Date.now } = options;
  const app = await NestFactory.create(gatewayModule({ env, broker, catalogue, clock }), {
    bufferLogs: true,
    abortOnError: false,
    forceCloseConnections: true,
    // No route has a body; what strangers send as one is not kept until its end.
    bodyParser: false,
  });
  app.useLogger(app.get(Logger));
  const logger = await app.resolve<unknown, PinoLogger>(PinoLogger);
  logger.setContext('RealtimeGateway');
  if (env.WEBSOCKET_ENABLED) connectSockets(app, env);
  else closeSockets(app, logger);
  await app.init();
  await app.startAllMicroservices();
  return app;
}

function connectSockets(app: INestApplication, env: GatewayEnv): void {
  const stream = app.get(EventStreamServer);
  const readiness = app.get(Readiness);
  const metrics = app.get(ConnectionMetrics);
  app.useWebSocketAdapter(
    new SocketIoAdapter(app, {
      corsOrigins: env.CORS_ORIGINS,
      closed: () => (readiness.draining ? 'going-away' : stream.caughtUp ? undefined : 'not-ready'),
      redis: app.get<unknown, RedisConnections | undefined>(RedisConnections),
      admission: app.get(Admission),
      refused: (code) => metrics.refused(code),
      maxMessageBytes: env.MAX_MESSAGE_BYTES,
    }),
  );
  app.connectMicroservice({ strategy: stream });
}

function closeSockets(app: INestApplication, logger: PinoLogger): void {
  const reason = 'connections are switched off by WEBSOCKET_ENABLED=false';
  logger.warn(reason);
  app.get(Readiness).require(() => reason);
}
