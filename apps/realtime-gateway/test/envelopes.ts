import { randomUUID } from 'node:crypto';
import type { OutgoingMessage } from '@business-control/event-broker';
import {
  type Envelope,
  envelopeHeaders,
  exchangeOf,
  routingKeyOf,
} from '@business-control/realtime-contracts';

/** An envelope of `pos:inventory:availability`, the smallest event of the product, unless told otherwise. */
export function envelope(overrides: Partial<Envelope> = {}): Envelope {
  return {
    id: randomUUID(),
    name: 'pos:inventory:availability',
    version: 1,
    organizationId: 'acme',
    occurredAt: '2026-11-21T10:00:00.000Z',
    actor: { userId: 'u1', deviceId: null },
    payload: availability(),
    ...overrides,
  };
}

export function availability(available = 7) {
  return { productId: '01935d3e-0000-7000-8000-000000000001', sku: 'TEA-1', available };
}

/** The message in which an envelope travels. */
export function messageOf(sent: Envelope, overrides: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    exchange: exchangeOf(sent.name),
    routingKey: routingKeyOf(sent.name),
    id: sent.id,
    headers: { ...envelopeHeaders(sent) },
    body: Buffer.from(JSON.stringify(sent)),
    ...overrides,
  };
}
