import { Module } from '@nestjs/common';
import type { GatewayEnv } from '../config/env.js';
import { ConnectionObserversModule } from '../connections/connection-observers.module.js';
import { RedisModule } from '../redis/redis.module.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { GATEWAY_ENV } from '../tokens.js';
import { InMemorySessions } from './in-memory-sessions.js';
import { RedisSessions } from './redis-sessions.js';
import { SESSION_STORE, type SessionStore } from './session-store.js';
import { Sessions } from './sessions.js';

@Module({
  imports: [ConnectionObserversModule, RedisModule],
  providers: [
    {
      provide: SESSION_STORE,
      useFactory: (env: GatewayEnv, redis: RedisConnections | undefined): SessionStore => {
        const ttlMs = env.SESSION_TTL_SECONDS * 1000;
        return redis ? new RedisSessions(redis.commands, ttlMs) : new InMemorySessions(ttlMs);
      },
      inject: [GATEWAY_ENV, { token: RedisConnections, optional: true }],
    },
    Sessions,
  ],
  exports: [Sessions],
})
export class SessionsModule {}
