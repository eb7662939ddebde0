import { AccessTokenVerifier, verifierConfigFrom } from '@business-control/access-token';
import { Module } from '@nestjs/common';
import { AuthorizationModule } from '../authorization/authorization.module.js';
import { RefreshGateway } from '../authorization/refresh.gateway.js';
import { TokenExpiry } from '../authorization/token-expiry.js';
import type { GatewayEnv } from '../config/env.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { HealthModule } from '../health/health.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { PlainWebSocketCalls } from '../plain-websocket/plain-websocket.calls.js';
import { HeadInquiry } from '../resume/head-inquiry.js';
import { Positions } from '../resume/positions.js';
import { Preparation } from '../resume/preparation.js';
import { ReplayTurns } from '../resume/replay-turns.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { GATEWAY_ENV } from '../tokens.js';
import { Arrival } from './arrival.js';
import { ConnectionMetrics } from './connection.metrics.js';
import { ConnectionObserversModule } from './connection-observers.module.js';
import { Entrance } from './entrance.js';
import { Leave } from './leave.js';
import { RealtimeGateway } from './realtime.gateway.js';
import { RoomCalls } from './room.calls.js';
import { Rooms } from './rooms.js';

@Module({
  imports: [
    AuthorizationModule,
    ConnectionObserversModule,
    DeliveryModule,
    HealthModule,
    LimitsModule,
    MetricsModule,
    SessionsModule,
  ],
  providers: [
    {
      provide: AccessTokenVerifier,
      useFactory: (env: GatewayEnv) => new AccessTokenVerifier(verifierConfigFrom(env)),
      inject: [GATEWAY_ENV],
    },
    Arrival,
    ConnectionMetrics,
    Entrance,
    HeadInquiry,
    Leave,
    PlainWebSocketCalls,
    Positions,
    Preparation,
    RealtimeGateway,
    RefreshGateway,
    ReplayTurns,
    RoomCalls,
    Rooms,
    TokenExpiry,
  ],
})
export class ConnectionsModule {}
