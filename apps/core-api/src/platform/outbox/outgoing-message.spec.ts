import { envelopeSchema } from '@business-control/realtime-contracts';
import { describe, expect, it } from 'vitest';
import type { OutboxRow } from './outbox.repository.js';
import { messageOf } from './outgoing-message.js';

const row: OutboxRow = {
  position: 7,
  id: '01a2002d-a422-7773-96fc-d0f79c50d40b',
  organizationId: 'acme',
  epoch: 'Us0pIkcx6oqm',
  seq: 12,
  name: 'pos:cart:updated',
  version: 1,
  occurredAt: new Date('2026-01-02T03:04:05.678Z'),
  actorUserId: 'user-1',
  actorDeviceId: null,
  traceparent: null,
  payload: { cartId: 'cart-1' },
  publishedAt: null,
};

describe('the message of an outbox row', () => {
  it('goes to the exchange and by the routing key of its name, under the id of the event', () => {
    expect(messageOf(row)).toMatchObject({
      exchange: 'pos.events',
      routingKey: 'pos.cart.updated',
      id: row.id,
    });
  });

  it('carries a valid envelope, and repeats its key in the headers', () => {
    const { body, headers } = messageOf(row);
    expect(envelopeSchema.parse(JSON.parse(Buffer.from(body).toString()))).toEqual({
      id: row.id,
      name: 'pos:cart:updated',
      version: 1,
      organizationId: 'acme',
      epoch: 'Us0pIkcx6oqm',
      seq: 12,
      occurredAt: '2026-01-02T03:04:05.678Z',
      actor: { userId: 'user-1', deviceId: null },
      payload: { cartId: 'cart-1' },
    });
    expect(headers).toEqual({
      id: row.id,
      name: 'pos:cart:updated',
      'organization-id': 'acme',
      epoch: 'Us0pIkcx6oqm',
      seq: '12',
    });
  });

  it('hands the trace of the command on', () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { body } = messageOf({ ...row, traceparent });
    expect(JSON.parse(Buffer.from(body).toString())).toMatchObject({ traceparent });
  });

  it('is the same every time', () => {
    expect(messageOf(row)).toEqual(messageOf(structuredClone(row)));
  });
});
