import { MetricsEndpoint, MetricsUnavailable } from '@business-control/telemetry';
import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Registry } from 'prom-client';
import type { GatewayEnv } from '../config/env.js';
import { StartupError } from '../startup-error.js';
import { GATEWAY_ENV } from '../tokens.js';

/** The registry in which each part of the gateway declares its figures, and the port on which they are read. */
@Module({
  providers: [
    { provide: Registry, useFactory: () => new Registry() },
    {
      provide: MetricsEndpoint,
      useFactory: (registry: Registry, env: GatewayEnv) => new MetricsEndpoint(registry, env),
      inject: [Registry, GATEWAY_ENV],
    },
  ],
  exports: [Registry],
})
export class MetricsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly endpoint: MetricsEndpoint) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.endpoint.start().catch((error: unknown) => {
      throw error instanceof MetricsUnavailable ? new StartupError(error.message) : error;
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.endpoint.close();
  }
}
