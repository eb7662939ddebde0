import { Inject, Module, Optional } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { GatewayEnv } from '../config/env.js';
import { HealthModule } from '../health/health.module.js';
import { Readiness } from '../health/readiness.js';
import { GATEWAY_ENV } from '../tokens.js';
import { RedisConnections } from './redis-connections.js';

/** Provides `RedisConnections`: `undefined` with `ENABLE_REDIS=false`. */
@Module({
  imports: [HealthModule],
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
    @Optional() @Inject(RedisConnections) redis: RedisConnections | undefined,
  ) {
    readiness.prefer(() => redis?.trouble);
  }
}

function connect(env: GatewayEnv, logger: PinoLogger): RedisConnections | undefined {
  logger.setContext(RedisConnections.name);
  if (!env.ENABLE_REDIS) {
    logger.warn(
      'ENABLE_REDIS=false: presence, sessions and broadcasts stay in this process; run one gateway only',
    );
    return undefined;
  }
  const { REDIS_HOST: host, REDIS_PORT: port, REDIS_PASSWORD: password, REDIS_DB: db } = env;
  return new RedisConnections({ host, port, db, ...(password !== undefined && { password }) }, logger);
}
