import { Inject, Module, Optional } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Registry } from 'prom-client';
import type { GatewayEnv } from '../config/env.js';
import { HealthModule } from '../health/health.module.js';
import { Readiness } from '../health/readiness.js';
import { gauge } from '../metrics/figures.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { GATEWAY_ENV } from '../tokens.js';
import { RedisConnections } from './redis-connections.js';

/** Provides `RedisConnections`: `undefined` with `ENABLE_REDIS=false`. */
@Module({
  imports: [HealthModule, MetricsModule],
  providers: [
    {
      provide: RedisConnections,
      useFactory: (env: GatewayEnv, logger: PinoLogger) => connect(env, logger),
      inject: [GATEWAY_ENV, PinoLogger],
    },
  ],
  exports: [RedisConnections],
})
export class RedisModule {
  constructor(
    readiness: Readiness,
    registry: Registry,
    @Optional() @Inject(RedisConnections) redis: RedisConnections | undefined,
  ) {
    readiness.prefer(() => redis?.trouble);
    gauge(
      registry,
      'realtime_redis_connected',
      '1 while Redis can be reached, and where there is to be none.',
      () => (redis?.trouble ? 0 : 1),
    );
  }
}

function connect(env: GatewayEnv, logger: PinoLogger): RedisConnections | undefined {
  logger.setContext(RedisConnections.name);
  if (!env.ENABLE_REDIS) {
    // On the embedded broker there is one gateway in any case.
    if (env.BROKER === 'rabbitmq') {
      logger.warn(
        'ENABLE_REDIS=false: presence, sessions and broadcasts stay in this process; run one gateway only',
      );
    }
    return undefined;
  }
  const { REDIS_HOST: host, REDIS_PORT: port, REDIS_PASSWORD: password, REDIS_DB: db } = env;
  return new RedisConnections({ host, port, db, ...(password !== undefined && { password }) }, logger);
}
