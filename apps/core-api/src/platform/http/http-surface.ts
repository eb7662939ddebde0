import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import type { CoreApiEnv } from '../../config/env.js';
import { CURSOR_HEADER } from './answers-snapshot.js';
import { validationPipe } from './validation.pipe.js';

/** Carts of hundreds of lines stay far below it. */
const BODY_LIMIT = '256kb';
/**
 * How long a request may take to arrive; Node would give it five minutes. What has arrived of a body is held in memory, also of strangers
 * who never send its end.
 */
const ARRIVES_WITHIN_MS = 30_000;
/**
 * How long a connection stays open without a request: longer than a proxy sends requests on it, as one that is sent while the connection
 * ends is answered by nobody. Node would give it five seconds.
 */
const KEPT_ALIVE_MS = 65_000;

/** Security headers, origins, limits of bodies and validation. */
export function configureHttp(app: NestExpressApplication, env: CoreApiEnv): void {
  const server: Server = app.getHttpServer();
  server.requestTimeout = ARRIVES_WITHIN_MS;
  // Of the two, Node gives the body the longer one.
  server.headersTimeout = ARRIVES_WITHIN_MS;
  server.keepAliveTimeout = KEPT_ALIVE_MS;
  app.set('trust proxy', env.TRUST_PROXY);
  app.set('query parser', 'simple');
  app.use(helmet({ contentSecurityPolicy: { directives: contentSecurity(env.PUBLIC_REALTIME_URL) } }));
  app.enableCors({
    origin: env.CORS_ORIGINS.includes('*') ? '*' : env.CORS_ORIGINS,
    exposedHeaders: ['X-Request-Id', CURSOR_HEADER, 'Retry-After'],
    maxAge: 600,
  });
  app.useBodyParser('json', { limit: BODY_LIMIT });
  app.useGlobalPipes(validationPipe());
}

/** What the console may do: reach this origin and the gateway, over HTTP and WebSocket. */
function contentSecurity(realtimeUrl: string | undefined) {
  const gateway = realtimeUrl ? new URL(realtimeUrl).origin : undefined;
  return {
    'connect-src': ["'self'", ...(gateway ? [gateway, gateway.replace(/^http/, 'ws')] : [])],
    // TLS ends at the load balancer; without one, upgrading would break every link.
    'upgrade-insecure-requests': null,
  };
}
