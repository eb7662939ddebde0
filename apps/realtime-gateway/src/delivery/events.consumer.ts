import { setImmediate } from 'node:timers/promises';
import type { StreamMessage } from '@business-control/event-broker';
import {
  type Catalogue,
  type Cursor,
  type Envelope,
  formatCursor,
  type Position,
  REALTIME_STREAM,
} from '@business-control/realtime-contracts';
import { startSpan } from '@business-control/telemetry';
import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { ConnectionControls } from '../authorization/connection-controls.js';
import { CATALOGUE } from '../tokens.js';
import { type Delivery, deliver, positionOf } from './deliver.js';
import { DeliveryMetrics } from './delivery.metrics.js';
import { DeliveryCounters } from './delivery-counters.js';
import { Emissions } from './emissions.js';
import type { StreamBatch } from './event-stream.server.js';
import { inFairTurns } from './fair-turns.js';
import { FanOut } from './fan-out.js';
import { OrganizationLogs } from './organization-logs.js';
import { readEnvelope } from './read-envelope.js';
import { RejectedMessages } from './rejected-messages.js';
import { type Rejection, rejected } from './rejection.js';

/** What one organization may spend before it is the turn of the next; writing to a socket costs 1. */
const QUANTUM = 256;

/**
 * What is spent before everything else in the process gets a turn: some 2 ms at 2 µs each. Sockets are written to in
 * such pauses only, so bytes cost as well: a slice is 256 KiB at most, which no client has to be slow for.
 */
const SLICE = 1_024;
const BYTES_PER_UNIT = 256;

/** Stages 7 to 9 of the line, for every event alike: envelope, sequence, audience, sockets. */
@Controller()
export class EventsConsumer {
  constructor(
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
    private readonly logs: OrganizationLogs,
    private readonly fanOut: FanOut,
    private readonly controls: ConnectionControls,
    private readonly counters: DeliveryCounters,
    private readonly metrics: DeliveryMetrics,
    private readonly emissions: Emissions,
    private readonly rejectedMessages: RejectedMessages,
    @InjectPinoLogger(EventsConsumer.name) private readonly logger: PinoLogger,
  ) {}

  /**
   * Handles a batch; the next one comes after it. Each message is handled in one go, from its position to the
   * sockets, the organizations of the batch by turns. No message can fail the batch: one that cannot be delivered is
   * set aside, alone.
   */
  @EventPattern<string>(REALTIME_STREAM)
  async handle(@Payload() { messages, live, discontinuity }: StreamBatch): Promise<void> {
    if (discontinuity) {
      this.counters.discontinuities += 1;
      this.logger.warn(discontinuity, 'the event stream has a hole; every socket is told to fetch again');
      this.logs.doubtAll();
      this.fanOut.resyncAll((organizationId) => this.logs.cursorOf(organizationId));
    }
    await inFairTurns(messages, {
      ownerOf: organizationOf,
      // Asked for each: connections may begin to be taken between two of them.
      work: (message) => this.#handleMessage(message, live()) + message.body.length / BYTES_PER_UNIT,
      quantum: QUANTUM,
      slice: SLICE,
      pause: () => setImmediate(),
    });
  }

  /** Returns to how many sockets it was written. */
  #handleMessage(message: StreamMessage, toSockets: boolean): number {
    const read = readEnvelope(message);
    if (!read.ok) {
      if (toSockets) this.#reject(message, read);
      return 0;
    }
    const { envelope } = read;
    this.metrics.read(envelope.occurredAt);
    if (!this.#advance(envelope)) return 0;
    const delivery = this.#decide(envelope);
    if (!delivery.ok) {
      // An event this catalogue does not know is no hole: no client of this release can listen to it.
      if (positionOf(envelope) && delivery.reason !== 'unknown-event') this.#breakSequence(envelope);
      if (toSockets) this.#reject(message, delivery, envelope);
      return 0;
    }
    // At its place in the stream, and also while it is read back: tokens from before are still about.
    if (delivery.control) this.controls.apply(envelope.organizationId, delivery.control);
    this.logs.keep(envelope.organizationId, delivery, message.body.length);
    // While the last window is read back nobody is connected.
    if (!toSockets) return 0;
    const reach = this.#emit(envelope, delivery);
    this.counters.delivered += 1;
    this.counters.socketDeliveries += reach;
    if (reach > 0) {
      this.metrics.emitted(envelope.occurredAt);
      this.emissions.count(envelope.organizationId, envelope.name);
    }
    return reach;
  }

  /** In the trace of the command that caused the event, when there is one. */
  #emit({ name, traceparent }: Envelope, delivery: Delivery): number {
    if (traceparent === undefined) return this.fanOut.deliver(delivery);
    const span = startSpan(`emit ${name}`, traceparent, { kind: 'consumer' });
    const reach = this.fanOut.deliver(delivery);
    span.set({ 'realtime.sockets': reach });
    span.end();
    return reach;
  }

  /** Whether the envelope is new. A hole before it is told to the organization first. */
  #advance(envelope: Envelope): boolean {
    const position = positionOf(envelope);
    if (!position) return true;
    const { organizationId } = envelope;
    const verdict = this.logs.accept(organizationId, position);
    switch (verdict.kind) {
      case 'next':
        return true;
      case 'duplicate':
        this.counters.duplicates += 1;
        return false;
      case 'start':
        // Whoever is here was told no position, so nobody knows whether this event is the next for them.
        this.fanOut.resync(organizationId, { reason: 'gap', cursor: cursorBefore(position) });
        return true;
      case 'gap':
      case 'new-epoch': {
        const reason = verdict.kind === 'gap' ? 'gap' : 'epoch-changed';
        if (reason === 'gap') this.counters.gaps += 1;
        else this.counters.epochChanges += 1;
        this.logger.warn(
          { organizationId, after: formatCursor(verdict.after), at: formatCursor(position), reason },
          'the sequence of an organization is broken; its sockets are told to fetch again',
        );
        this.fanOut.resync(organizationId, { reason, cursor: cursorBefore(position) });
        return true;
      }
    }
  }

  #decide(envelope: Envelope): ReturnType<typeof deliver> {
    try {
      return deliver(this.catalogue, envelope);
    } catch (err) {
      this.logger.error({ err, id: envelope.id, name: envelope.name }, 'an audience or schema failed');
      return rejected('failed');
    }
  }

  /** An event of the sequence that its declaration refuses is a hole like any other. */
  #breakSequence({ organizationId }: Envelope): void {
    this.logs.breakAtHead(organizationId);
    this.fanOut.resync(organizationId, { reason: 'gap', cursor: this.logs.cursorOf(organizationId) });
  }

  #reject(message: StreamMessage, rejection: Rejection, envelope?: Envelope): void {
    const { offset, id, exchange, routingKey } = message;
    const { reason, detail } = rejection;
    this.counters.reject(reason);
    this.rejectedMessages.report(message, rejection);
    this.logger.warn(
      { offset, id, exchange, routingKey, reason, detail, organizationId: envelope?.organizationId },
      'an event was not delivered',
    );
  }
}

/** By the header, which spares reading the body; every message of an organization must yield the same. */
function organizationOf(message: StreamMessage): string {
  const header = message.headers['organization-id'];
  if (typeof header === 'string') return header;
  const read = readEnvelope(message);
  return read.ok ? read.envelope.organizationId : '';
}

function cursorBefore({ epoch, seq }: Position): Cursor {
  return formatCursor({ epoch, seq: seq - 1 });
}
