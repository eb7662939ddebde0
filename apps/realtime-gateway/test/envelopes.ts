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
  return {
    productId: '01935d3e-0000-7000-8000-000000000001',
    sku: 'TEA-1',
    warehouseId: '01935d3e-0000-7000-8000-0000000000aa',
    available,
  };
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

/** The outbox of one organization: every envelope it makes is the next of the sequence. */
export class Sequence {
  #seq = 0;

  constructor(
    readonly organizationId: string,
    readonly epoch = 'e1',
  ) {}

  next(overrides: Partial<Envelope> = {}): Envelope {
    this.#seq += 1;
    return envelope({
      organizationId: this.organizationId,
      epoch: this.epoch,
      seq: this.#seq,
      payload: availability(this.#seq),
      ...overrides,
    });
  }

  /** Numbers `count` events that nobody will ever see. */
  skip(count: number): void {
    this.#seq += count;
  }
}
