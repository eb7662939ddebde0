import type { OutgoingMessage } from '@business-control/event-broker';
import {
  type Envelope,
  envelopeHeaders,
  exchangeOf,
  routingKeyOf,
} from '@business-control/realtime-contracts';
import type { OutboxRow } from './outbox.repository.js';

/** The message that tells of an event; the same row always gives the same message. */
export function messageOf(row: OutboxRow): OutgoingMessage {
  const envelope: Envelope = {
    id: row.id,
    name: row.name,
    version: row.version,
    organizationId: row.organizationId,
    epoch: row.epoch,
    seq: row.seq,
    occurredAt: row.occurredAt.toISOString(),
    actor: { userId: row.actorUserId, deviceId: row.actorDeviceId },
    ...(row.traceparent !== null && { traceparent: row.traceparent }),
    payload: row.payload,
  };
  return {
    exchange: exchangeOf(row.name),
    routingKey: routingKeyOf(row.name),
    id: row.id,
    headers: { ...envelopeHeaders(envelope) },
    body: Buffer.from(JSON.stringify(envelope)),
  };
}
