import { catalogue, defineCatalogue, defineEvent } from '@business-control/realtime-contracts';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { availability, envelope } from '../../test/envelopes.js';
import { deliver } from './deliver.js';

describe('deliver', () => {
  it('sends an event under its name to its rooms, for its permission, with payload and meta', () => {
    const sent = envelope({ epoch: 'e1', seq: 7 });
    expect(deliver(catalogue, sent)).toEqual({
      ok: true,
      channels: ['org:acme|organization:acme|pos.read'],
      name: 'pos:inventory:availability',
      kind: 'latest',
      conflationKey: `pos:inventory:availability|${availability().warehouseId}/${availability().productId}`,
      args: [
        availability(),
        { id: sent.id, cursor: 'e1.7', occurredAt: sent.occurredAt, actor: { userId: 'u1', deviceId: null } },
      ],
    });
  });

  it('gives no cursor to an event outside of a sequence', () => {
    const delivery = deliver(catalogue, envelope());
    expect(delivery).toMatchObject({ ok: true });
    expect(delivery.ok && Object.keys(delivery.args[1])).toEqual(['id', 'occurredAt', 'actor']);
  });

  it('keeps back fields the declaration does not know', () => {
    const delivery = deliver(catalogue, envelope({ payload: { ...availability(), cost: 3 } }));
    expect(delivery.ok && delivery.args[0]).toEqual(availability());
  });

  it('sends an internal fact to nobody', () => {
    const internal = defineCatalogue({
      'pos:till:counted': defineEvent({
        version: 1,
        summary: 'A till was counted',
        payload: z.object({}),
        permission: 'pos.read',
        audience: {},
        delivery: 'durable',
      }),
    });
    const delivery = deliver(internal, envelope({ name: 'pos:till:counted', payload: {} }));
    expect(delivery).toMatchObject({ ok: true, channels: [] });
  });

  it.each([
    ['an event nobody declared', { name: 'pos:cart:vanished' }, 'unknown-event'],
    ['a name that objects have by nature', { name: 'constructor' }, 'unknown-event'],
    ['another version', { version: 2 }, 'wrong-version'],
    ['a payload the declaration refuses', { payload: { available: 'many' } }, 'invalid-payload'],
    ['no payload', { payload: undefined }, 'invalid-payload'],
  ])('sets aside %s', (_, overrides, reason) => {
    expect(deliver(catalogue, envelope(overrides))).toMatchObject({ ok: false, reason });
  });

  it('sets aside an event whose payload yields an id that cannot name a room', () => {
    const perBranch = defineCatalogue({
      'pos:till:opened': defineEvent({
        version: 1,
        summary: 'A till was opened',
        payload: z.object({ branchId: z.string() }),
        permission: 'pos.read',
        audience: { branch: ({ branchId }) => branchId },
        delivery: 'durable',
      }),
    });
    const delivery = deliver(perBranch, envelope({ name: 'pos:till:opened', payload: { branchId: '' } }));
    expect(delivery).toMatchObject({ ok: false, reason: 'invalid-audience' });
  });
});
