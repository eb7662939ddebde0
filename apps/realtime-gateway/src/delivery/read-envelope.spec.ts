import { describe, expect, it } from 'vitest';
import { envelope, messageOf } from '../../test/envelopes.js';
import { readEnvelope } from './read-envelope.js';

describe('readEnvelope', () => {
  it('reads what an outbox publishes', () => {
    const sent = envelope({ epoch: 'e1', seq: 7 });
    expect(readEnvelope(messageOf(sent))).toEqual({ ok: true, envelope: sent });
  });

  it('reads an envelope without headers', () => {
    expect(readEnvelope(messageOf(envelope(), { headers: {} }))).toMatchObject({ ok: true });
  });

  it.each([
    ['text', 'hello'],
    ['half a document', '{"id":'],
    ['nothing', ''],
  ])('sets aside %s', (_, body) => {
    const read = readEnvelope(messageOf(envelope(), { body: Buffer.from(body) }));
    expect(read).toEqual({ ok: false, reason: 'not-json' });
  });

  it.each([
    ['no organization', { organizationId: '' }],
    ['an organization that cannot name a room', { organizationId: 'x'.repeat(201) }],
    ['a number without its epoch', { seq: 3 }],
    ['a number that is none', { epoch: 'e1', seq: 0 }],
    ['an epoch that would break a cursor', { epoch: 'e.1', seq: 1 }],
    ['an id that is none', { id: '7' }],
  ])('sets aside an envelope with %s', (_, overrides) => {
    const read = readEnvelope(messageOf(envelope(overrides)));
    expect(read).toMatchObject({ ok: false, reason: 'not-an-envelope' });
  });

  it('names the field that is wrong, not its value', () => {
    const read = readEnvelope(messageOf(envelope({ id: 'secret' })));
    expect(JSON.stringify(read)).toContain('id: ');
    expect(JSON.stringify(read)).not.toContain('secret');
  });

  it.each([
    ['another exchange', { exchange: 'orders.events' }],
    ['another routing key', { routingKey: 'pos.cart.updated' }],
  ])('sets aside an event that came by %s than its own', (_, overrides) => {
    const read = readEnvelope(messageOf(envelope(), overrides));
    expect(read).toMatchObject({ ok: false, reason: 'wrong-route' });
  });

  it('sets aside a name that is none, even if its route matches', () => {
    const read = readEnvelope(messageOf(envelope({ name: 'POS:Sale' })));
    expect(read).toMatchObject({ ok: false, reason: 'wrong-route' });
  });

  it('sets aside an envelope whose header names another organization', () => {
    const read = readEnvelope(messageOf(envelope(), { headers: { 'organization-id': 'globex' } }));
    expect(read).toEqual({ ok: false, reason: 'wrong-organization' });
  });
});
