import { Module } from '@nestjs/common';
import { ConnectionObserversModule } from '../connections/connection-observers.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { ConnectionReports } from './connection-reports.js';
import { EmissionSummaries } from './emission-summaries.js';
import { GatewayFacts } from './gateway-facts.js';

@Module({
  imports: [ConnectionObserversModule, DeliveryModule, LimitsModule],
  providers: [ConnectionReports, EmissionSummaries, GatewayFacts],
  exports: [GatewayFacts],
})
export class FactsModule {}
