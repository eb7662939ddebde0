import { Module } from '@nestjs/common';
import { HealthModule } from '../health/health.module.js';
import { Readiness } from '../health/readiness.js';
import { DeliveryCounters } from './delivery-counters.js';
import { Emissions } from './emissions.js';
import { EventStreamServer } from './event-stream.server.js';
import { EventsConsumer } from './events.consumer.js';
import { FanOut } from './fan-out.js';
import { OrganizationLogs } from './organization-logs.js';
import { SlowConsumers } from './slow-consumers.js';

@Module({
  imports: [HealthModule],
  controllers: [EventsConsumer],
  providers: [DeliveryCounters, Emissions, EventStreamServer, FanOut, OrganizationLogs, SlowConsumers],
  exports: [DeliveryCounters, Emissions, EventStreamServer, FanOut, OrganizationLogs, SlowConsumers],
})
export class DeliveryModule {
  constructor(readiness: Readiness, stream: EventStreamServer) {
    readiness.require(() => stream.trouble);
  }
}
