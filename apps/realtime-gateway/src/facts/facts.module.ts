import { Module } from '@nestjs/common';
import { Registry } from 'prom-client';
import { ConnectionObserversModule } from '../connections/connection-observers.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { counter } from '../metrics/figures.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { ConnectionLists } from './connection-lists.js';
import { ConnectionReports } from './connection-reports.js';
import { EmissionSummaries } from './emission-summaries.js';
import { GatewayFacts } from './gateway-facts.js';

@Module({
  imports: [ConnectionObserversModule, DeliveryModule, LimitsModule, MetricsModule],
  providers: [ConnectionLists, ConnectionReports, EmissionSummaries, GatewayFacts],
  exports: [GatewayFacts],
})
export class FactsModule {
  constructor(registry: Registry, facts: GatewayFacts) {
    counter(
      registry,
      'realtime_facts_published_total',
      'Facts for core-api that the broker took.',
      () => facts.published,
    );
    counter(
      registry,
      'realtime_facts_dropped_total',
      'Facts for core-api that were lost, as the broker was away for too long.',
      () => facts.dropped,
    );
  }
}
