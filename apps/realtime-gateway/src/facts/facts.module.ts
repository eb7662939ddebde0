import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { EmissionSummaries } from './emission-summaries.js';
import { GatewayFacts } from './gateway-facts.js';

@Module({
  imports: [DeliveryModule],
  providers: [EmissionSummaries, GatewayFacts],
  exports: [GatewayFacts],
})
export class FactsModule {}
