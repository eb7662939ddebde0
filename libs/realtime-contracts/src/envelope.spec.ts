import { describe, expect, it } from 'vitest';
import { type Envelope, envelopeHeaders, envelopeSchema } from './envelope.js';

const unnumbered: Envelope = {
  id: '0193f6a0-0000-7000-8000-000000000001',
  name: 'pos:cart:updated',
  version: 1,
  organizationId: 'acme',
  occurredAt: '2026-01-02T03:04:05.678Z',
  actor: { userId: 'u1', deviceId: null },
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  payload: { total: 1 },
};
const numbered: Envelope = { ...unnumbered, epoch: 'e1', seq: 7 };

describe('envelopeSchema', () => {
  it.each([
    ['an event of an outbox', numbered],
    ['an event another service published', unnumbered],
    ['an event the system caused', { ...numbered, actor: { userId: null, deviceId: null } }],
  ])('reads back %s after JSON', (_, envelope) => {
    expect(envelopeSchema.parse(JSON.parse(JSON.stringify(envelope)))).toEqual(envelope);
  });

  it.each([
    ['a sequence number without epoch', { ...unnumbered, seq: 7 }],
    ['an epoch without sequence number', { ...unnumbered, epoch: 'e1' }],
    ['an epoch no cursor could carry', { ...numbered, epoch: 'e.1' }],
    ['a sequence number below the first', { ...numbered, seq: 0 }],
    ['an id that is no UUID', { ...numbered, id: '1' }],
    ['no organization', { ...numbered, organizationId: undefined }],
    ['an organization that cannot name a room', { ...numbered, organizationId: '' }],
    ['a time that is not UTC', { ...numbered, occurredAt: '2026-01-02T03:04:05+01:00' }],
    ['no actor', { ...numbered, actor: undefined }],
  ])('refuses %s', (_, envelope) => {
    expect(envelopeSchema.safeParse(envelope).success).toBe(false);
  });
});

describe('envelopeHeaders', () => {
  it('repeats what a reader skips by, as flat strings', () => {
    expect(envelopeHeaders(numbered)).toEqual({
      id: numbered.id,
      name: 'pos:cart:updated',
      'organization-id': 'acme',
      epoch: 'e1',
      seq: '7',
    });
  });

  it('has no position when the envelope has none', () => {
    expect(Object.keys(envelopeHeaders(unnumbered))).toEqual(['id', 'name', 'organization-id']);
  });
});
