import { Module } from '@nestjs/common';
import { AuthorizationModule } from '../authorization/authorization.module.js';
import { ConnectionObserversModule } from '../connections/connection-observers.module.js';
import { HealthModule } from '../health/health.module.js';
import { Readiness } from '../health/readiness.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { DeliveryMetrics } from './delivery.metrics.js';
import { DeliveryCounters } from './delivery-counters.js';
import { Emissions } from './emissions.js';
import { EphemeralEvents } from './ephemeral-events.js';
import { EventStreamServer } from './event-stream.server.js';
import { EventsConsumer } from './events.consumer.js';
import { FanOut } from './fan-out.js';
import { OrganizationLogs } from './organization-logs.js';
import { RejectedMessages } from './rejected-messages.js';
import { RejectedMessagesKeeper } from './rejected-messages.keeper.js';
import { SlowConsumers } from './slow-consumers.js';

@Module({
  imports: [AuthorizationModule, ConnectionObserversModule, HealthModule, MetricsModule],
  controllers: [EventsConsumer],
  providers: [
    DeliveryCounters,
    DeliveryMetrics,
    Emissions,
    EphemeralEvents,
    EventStreamServer,
    FanOut,
    OrganizationLogs,
    RejectedMessages,
    RejectedMessagesKeeper,
    SlowConsumers,
  ],
  exports: [
    DeliveryCounters,
    Emissions,
    EphemeralEvents,
    EventStreamServer,
    FanOut,
    OrganizationLogs,
    SlowConsumers,
  ],
})
export class DeliveryModule {
  constructor(readiness: Readiness, stream: EventStreamServer) {
    readiness.require(() => stream.trouble);
  }
}
