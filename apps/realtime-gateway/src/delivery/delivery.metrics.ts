import { latencyBuckets } from '@business-control/telemetry';
import { Injectable } from '@nestjs/common';
import { Histogram, Registry } from 'prom-client';
import { counter, counterBy, gauge } from '../metrics/figures.js';
import { DeliveryCounters } from './delivery-counters.js';
import { EventStreamServer } from './event-stream.server.js';
import { OrganizationLogs } from './organization-logs.js';
import { RejectedMessages } from './rejected-messages.js';
import { SlowConsumers } from './slow-consumers.js';

/** What becomes of the events this gateway reads. Times compare the clock of this machine with that of core-api's. */
@Injectable()
export class DeliveryMetrics {
  readonly #commitToEmit: Histogram;
  #latest: { readonly occurredAt: string; readonly readAt: number } | undefined;

  constructor(
    registry: Registry,
    counters: DeliveryCounters,
    stream: EventStreamServer,
    logs: OrganizationLogs,
    slowConsumers: SlowConsumers,
    rejectedMessages: RejectedMessages,
  ) {
    this.#commitToEmit = new Histogram({
      name: 'realtime_commit_to_emit_seconds',
      help: 'Time from the change an event tells of until it was written to sockets, of events with listeners.',
      buckets: [...latencyBuckets],
      registers: [registry],
    });
    measureEvents(registry, counters);
    measureStream(registry, stream);
    gauge(
      registry,
      'realtime_stream_lag_seconds',
      'How old the latest event was when it was read; 0 before the first.',
      () => (this.#latest ? secondsSince(this.#latest.occurredAt, this.#latest.readAt) : 0),
    );
    measureHistory(registry, logs);
    measureSlowConsumers(registry, slowConsumers);
    measureRejections(registry, rejectedMessages);
  }

  /** An event was read, whatever becomes of it. */
  read(occurredAt: string): void {
    this.#latest = { occurredAt, readAt: Date.now() };
  }

  /** An event was written to at least one socket. */
  emitted(occurredAt: string): void {
    this.#commitToEmit.observe(secondsSince(occurredAt, Date.now()));
  }
}

/** Clocks differ: what seems to come from the future took no time. */
function secondsSince(occurredAt: string, now: number): number {
  return Math.max(0, (now - Date.parse(occurredAt)) / 1000);
}

function measureEvents(registry: Registry, counters: DeliveryCounters): void {
  const { rejected } = counters;
  counter(
    registry,
    'realtime_events_delivered_total',
    'Events that passed every check and went to whoever listens.',
    () => counters.delivered,
  );
  counter(
    registry,
    'realtime_socket_deliveries_total',
    'Events written to sockets, counted for each room of the event that a socket is in.',
    () => counters.socketDeliveries,
  );
  counterBy(
    registry,
    { name: 'realtime_events_dropped_total', help: 'Events that no socket was given.', label: 'reason' },
    () => [...rejected, ['duplicate', counters.duplicates]],
  );
  counterBy(
    registry,
    {
      name: 'realtime_sequence_breaks_total',
      help: 'Holes and new beginnings, of which the sockets concerned were told to fetch again.',
      label: 'kind',
    },
    () => [
      ['gap', counters.gaps],
      ['epoch-changed', counters.epochChanges],
      ['stream-discontinuity', counters.discontinuities],
    ],
  );
}

function measureStream(registry: Registry, stream: EventStreamServer): void {
  gauge(registry, 'realtime_stream_connected', '1 while the event stream is being read.', () =>
    stream.connected ? 1 : 0,
  );
  gauge(registry, 'realtime_stream_caught_up', '1 once the last window has been read back.', () =>
    stream.caughtUp ? 1 : 0,
  );
  gauge(
    registry,
    'realtime_stream_offset',
    'Offset of the last event handled; compare it between gateways. -1 before the first.',
    () => stream.offset ?? -1,
  );
}

function measureHistory(registry: Registry, logs: OrganizationLogs): void {
  gauge(
    registry,
    'realtime_history_bytes',
    'What is kept of all organizations to bring reconnecting clients up to date.',
    () => logs.bytes,
  );
  counter(
    registry,
    'realtime_history_displaced_total',
    'Events of quiet organizations that had to give way: their clients may have to fetch again.',
    () => logs.displaced,
  );
}

function measureSlowConsumers(registry: Registry, slowConsumers: SlowConsumers): void {
  gauge(registry, 'realtime_slow_sockets', 'Sockets that do not keep up at the moment.', () => {
    return slowConsumers.sockets.length;
  });
  gauge(registry, 'realtime_send_queue_bytes', 'What waits for the sockets that do not keep up.', () => {
    return slowConsumers.bytes;
  });
  counter(
    registry,
    'realtime_events_conflated_total',
    'Events that a newer one of the same key replaced while they waited.',
    () => slowConsumers.conflated,
  );
}

function measureRejections(registry: Registry, rejectedMessages: RejectedMessages): void {
  counterBy(
    registry,
    {
      name: 'realtime_rejection_reports_total',
      help: 'Messages that were set aside for an operator, and those for which there was no room.',
      label: 'outcome',
    },
    () => [
      ['reported', rejectedMessages.reported],
      ['dropped', rejectedMessages.dropped],
    ],
  );
}
