import { AccessTokenVerifier, verifierConfigFrom } from '@business-control/access-token';
import { Module } from '@nestjs/common';
import type { GatewayEnv } from '../config/env.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { HealthModule } from '../health/health.module.js';
import { Positions } from '../resume/positions.js';
import { GATEWAY_ENV } from '../tokens.js';
import { RealtimeGateway } from './realtime.gateway.js';
import { Rooms } from './rooms.js';

@Module({
  imports: [DeliveryModule, HealthModule],
  providers: [
    {
      provide: AccessTokenVerifier,
      useFactory: (env: GatewayEnv) => new AccessTokenVerifier(verifierConfigFrom(env)),
      inject: [GATEWAY_ENV],
    },
    Positions,
    RealtimeGateway,
    Rooms,
  ],
})
export class ConnectionsModule {}
