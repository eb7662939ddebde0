import { randomUUID } from 'node:crypto';
import type { EventBroker } from '@business-control/event-broker';
import type { Catalogue } from '@business-control/realtime-contracts';
import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { ChatModule } from './chat/chat.module.js';
import type { GatewayEnv } from './config/env.js';
import { ConnectionsModule } from './connections/connections.module.js';
import { DeliveryModule } from './delivery/delivery.module.js';
import { FactsModule } from './facts/facts.module.js';
import { HealthModule } from './health/health.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { PresenceModule } from './presence/presence.module.js';
import { CATALOGUE, CLOCK, type Clock, EVENT_BROKER, GATEWAY_ENV, GATEWAY_ID } from './tokens.js';

/** What the process hands to the gateway. */
export interface GatewayParts {
  readonly env: GatewayEnv;
  readonly broker: EventBroker;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
}

@Module({})
class GatewayModule {}

/** The whole gateway; with `WEBSOCKET_ENABLED=false` its health checks alone. */
export function gatewayModule({ env, broker, catalogue, clock }: GatewayParts): DynamicModule {
  return {
    module: GatewayModule,
    global: true,
    imports: [
      LoggerModule.forRoot({ pinoHttp: { level: env.LOG_LEVEL, autoLogging: false, quietReqLogger: true } }),
      HealthModule,
      MetricsModule,
      ...(env.WEBSOCKET_ENABLED
        ? [DeliveryModule, ConnectionsModule, PresenceModule, ChatModule, FactsModule]
        : []),
    ],
    providers: [
      { provide: GATEWAY_ENV, useValue: env },
      { provide: EVENT_BROKER, useValue: broker },
      { provide: CATALOGUE, useValue: catalogue },
      { provide: GATEWAY_ID, useFactory: randomUUID },
      { provide: CLOCK, useValue: clock },
    ],
    exports: [GATEWAY_ENV, EVENT_BROKER, CATALOGUE, GATEWAY_ID, CLOCK],
  };
}
