import {
  type Audience,
  type Catalogue,
  defineCatalogue,
  defineEvent,
  type Permission,
  permissions,
  type RoomKind,
  roomKinds,
} from '@business-control/realtime-contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { automaticRooms, decideRoom, type RoomHolder } from '../src/connections/room-access.js';
import { deliver } from '../src/delivery/deliver.js';
import { envelope } from './envelopes.js';

/** Ids that try to be separators, prefixes of each other and of other organizations. */
const id = fc.constantFrom(
  'acme',
  'acm',
  'acme|',
  'globex',
  'org:acme',
  'a:b',
  'a%7Cb',
  'a|b',
  '|',
  '%',
  '1',
);
const permission = fc.constantFrom(...(Object.keys(permissions) as Permission[]));
const kind = fc.constantFrom(...(Object.keys(roomKinds) as RoomKind[]));
const payload = z.object({ target: z.string() });

const declaredEvent = fc
  .record({ permission, kinds: fc.uniqueArray(kind, { maxLength: 4 }) })
  .map(({ permission, kinds }) => {
    const audience: Audience<z.infer<typeof payload>> = Object.fromEntries(
      kinds.map((kind) => [
        kind,
        kind === 'organization' ? true : ({ target }: { target: string }) => target,
      ]),
    );
    return defineEvent({ version: 1, summary: 'x', payload, permission, audience, delivery: 'durable' });
  });

const anyCatalogue: fc.Arbitrary<Catalogue> = fc
  .array(declaredEvent, { minLength: 1, maxLength: 4 })
  .map((events) =>
    defineCatalogue(Object.fromEntries(events.map((event, n) => [`test:event-${'abcd'[n]}`, event]))),
  );

const holder: fc.Arbitrary<RoomHolder> = fc.record({
  userId: id,
  organizationId: id,
  deviceId: fc.option(id),
  permissions: fc.uniqueArray(permission).map((held) => new Set(held)),
});

/** What a client may ask for: real prefixes and names as they look inside. */
const askedRoom = fc.oneof(
  fc.tuple(kind, id).map(([kind, id]) => `${roomKinds[kind].prefix}:${id}`),
  fc.tuple(id, kind, id).map(([organization, kind, id]) => `org:${organization}|${kind}:${id}`),
);

const scene = anyCatalogue.chain((catalogue) =>
  fc.record({
    catalogue: fc.constant(catalogue),
    name: fc.constantFrom(...catalogue.names),
    organizationId: id,
    target: id,
    who: holder,
    asked: fc.array(askedRoom, { maxLength: 8 }),
  }),
);

/** Everything a connection of this holder can ever have joined. */
function joined(catalogue: Catalogue, who: RoomHolder, asked: readonly string[]): Set<string> {
  const automatic = automaticRooms(catalogue, who).flatMap(({ channels }) => channels);
  const granted = asked.flatMap((name) => {
    const decision = decideRoom(catalogue, who, name, () => 'member');
    return decision.granted ? decision.channels : [];
  });
  return new Set([...automatic, ...granted]);
}

describe('isolation', () => {
  it('never lets an event reach another organization or a holder without its permission', () => {
    let reached = 0;
    fc.assert(
      fc.property(scene, ({ catalogue, name, organizationId, target, who, asked }) => {
        const delivery = deliver(catalogue, envelope({ name, organizationId, payload: { target } }));
        if (!delivery.ok) throw new Error(`not delivered: ${delivery.reason}`);
        const channels = joined(catalogue, who, asked);
        if (!delivery.channels.some((channel) => channels.has(channel))) return;
        reached += 1;
        const required = catalogue.find(name)?.permission;
        expect(who.organizationId).toBe(organizationId);
        expect([...who.permissions]).toContain(required);
      }),
      { numRuns: 5_000 },
    );
    // Had nothing been delivered at all, the law would hold for the wrong reason.
    expect(reached).toBeGreaterThan(0);
  });

  it('lets an event for the whole organization reach every holder of its permission', () => {
    fc.assert(
      fc.property(holder, permission, (who, required) => {
        const catalogue = defineCatalogue({
          'test:event': defineEvent({
            version: 1,
            summary: 'x',
            payload,
            permission: required,
            audience: { organization: true },
            delivery: 'durable',
          }),
        });
        const sent = envelope({
          name: 'test:event',
          organizationId: who.organizationId,
          payload: { target: 'x' },
        });
        const delivery = deliver(catalogue, sent);
        const channels = joined(catalogue, who, []);
        expect(delivery.ok && delivery.channels.some((channel) => channels.has(channel))).toBe(
          who.permissions.has(required),
        );
      }),
    );
  });
});
