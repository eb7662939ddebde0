import { Module } from '@nestjs/common';
import { AuthorizationModule } from '../authorization/authorization.module.js';
import type { GatewayEnv } from '../config/env.js';
import { ConnectionObserversModule } from '../connections/connection-observers.module.js';
import { RedisModule } from '../redis/redis.module.js';
import { RedisConnections } from '../redis/redis-connections.js';
import { GATEWAY_ENV, GATEWAY_ID } from '../tokens.js';
import { InMemoryPresence } from './in-memory-presence.js';
import { Online } from './online.js';
import { PresenceGateway } from './presence.gateway.js';
import { PRESENCE, type Presence } from './presence.js';
import { PresenceKeeper } from './presence-keeper.js';
import { PresenceTimes } from './presence-times.js';
import { RedisPresence } from './redis-presence.js';

@Module({
  imports: [AuthorizationModule, ConnectionObserversModule, RedisModule],
  providers: [
    {
      provide: PresenceTimes,
      useFactory: (env: GatewayEnv) =>
        new PresenceTimes(env.PRESENCE_GRACE_SECONDS * 1000, env.PRESENCE_LEASE_SECONDS * 1000),
      inject: [GATEWAY_ENV],
    },
    {
      provide: PRESENCE,
      useFactory: (
        gatewayId: string,
        { leaseMs }: PresenceTimes,
        redis: RedisConnections | undefined,
      ): Presence =>
        redis
          ? new RedisPresence(redis.commands, { gatewayId, leaseMs, updates: redis.updates })
          : new InMemoryPresence({ gatewayId, leaseMs }),
      inject: [GATEWAY_ID, PresenceTimes, { token: RedisConnections, optional: true }],
    },
    Online,
    PresenceKeeper,
    PresenceGateway,
  ],
  exports: [Online],
})
export class PresenceModule {}
