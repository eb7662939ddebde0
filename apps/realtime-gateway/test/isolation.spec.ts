import {
  type Audience,
  type Catalogue,
  defineCatalogue,
  defineEvent,
  type Permission,
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
/** Few, so that people often hold what an event requires. `presence.read` is what the gateway itself uses. */
const inUse = ['pos.read', 'presence.read', 'chat.staff', 'orders.own'] as const satisfies Permission[];
const permission: fc.Arbitrary<Permission> = fc.constantFrom(...inUse);
const kind = fc.constantFrom(...(Object.keys(roomKinds) as RoomKind[]));
/** Few, so that people often are of the same. */
const organization = fc.constantFrom('acme', 'acm', 'acme|', 'org:acme');
const payload = z.object({ target: z.string() });

const declaredEvent = fc
  .record({
    permission,
    kinds: fc.uniqueArray(kind, { minLength: 1, maxLength: 4 }),
    permissionIn: fc.dictionary(kind, permission, { maxKeys: 3 }),
  })
  .map(({ permission, kinds, permissionIn }) => {
    const audience: Audience<z.infer<typeof payload>> = Object.fromEntries(
      kinds.map((kind) => [
        kind,
        kind === 'organization' ? true : ({ target }: { target: string }) => target,
      ]),
    );
    return defineEvent({
      version: 1,
      summary: 'x',
      payload,
      permission,
      permissionIn,
      audience,
      delivery: 'durable',
    });
  });

const anyCatalogue: fc.Arbitrary<Catalogue> = fc
  .array(declaredEvent, { minLength: 1, maxLength: 4 })
  .map((events) =>
    defineCatalogue(Object.fromEntries(events.map((event, n) => [`test:event-${'abcd'[n]}`, event]))),
  );

const holder: fc.Arbitrary<RoomHolder> = fc.record({
  userId: id,
  organizationId: organization,
  deviceId: fc.option(id),
  permissions: fc.subarray([...inUse]).map((held) => new Set<Permission>(held)),
});

/** What a client may ask for: real prefixes and names as they look inside. */
const askedRoom = fc.oneof(
  fc.tuple(kind, id).map(([kind, id]) => `${roomKinds[kind].prefix}:${id}`),
  fc.tuple(id, kind, id).map(([organization, kind, id]) => `org:${organization}|${kind}:${id}`),
);

/** Somebody of an organization, and the rooms asked for. */
interface Client {
  readonly who: RoomHolder;
  readonly asked: readonly string[];
}

/** Something that happens in an organization. */
interface Happening {
  readonly name: string;
  readonly organizationId: string;
  readonly target: string;
}

interface World {
  readonly catalogue: Catalogue;
  readonly clients: readonly Client[];
  readonly happenings: readonly Happening[];
}

const world: fc.Arbitrary<World> = anyCatalogue.chain((catalogue) =>
  fc.record({
    catalogue: fc.constant(catalogue),
    clients: fc.array(fc.record({ who: holder, asked: fc.array(askedRoom, { maxLength: 8 }) }), {
      minLength: 2,
      maxLength: 8,
    }),
    happenings: fc.array(
      fc.record({ name: fc.constantFrom(...catalogue.names), organizationId: organization, target: id }),
      { minLength: 2, maxLength: 8 },
    ),
  }),
);

/** Everything a connection of this holder can ever have joined. */
function joined(catalogue: Catalogue, { who, asked }: Client): string[] {
  const automatic = automaticRooms(catalogue, who).flatMap(({ channels }) => channels);
  const granted = asked.flatMap((name) => {
    const decision = decideRoom(catalogue, who, name, () => 'member');
    return decision.granted ? decision.channels : [];
  });
  return [...automatic, ...granted];
}

/** Whether a client may see an event, by the words of its declaration: same organization, some room of it, its permission there. */
function maySee({ catalogue }: World, { who, asked }: Client, happening: Happening): boolean {
  const { name, organizationId, target } = happening;
  const definition = catalogue.find(name);
  if (!definition || who.organizationId !== organizationId) return false;
  const own: Partial<Record<RoomKind, string | null>> = {
    organization: who.organizationId,
    user: who.userId,
    device: who.deviceId,
  };
  return (Object.keys(definition.audience) as RoomKind[]).some((kind) => {
    const id = kind === 'organization' ? organizationId : target;
    const inRoom = own[kind] === id || (!(kind in own) && asked.includes(`${roomKinds[kind].prefix}:${id}`));
    return inRoom && who.permissions.has(definition.permissionIn?.[kind] ?? definition.permission);
  });
}

/** Who is given what, when channels that look alike through `lens` are taken for one. */
function* given({ catalogue, clients, happenings }: World, lens: (channel: string) => string) {
  const rooms = clients.map((client) => new Set(joined(catalogue, client).map(lens)));
  for (const happening of happenings) {
    const { target, ...event } = happening;
    const delivery = deliver(catalogue, envelope({ ...event, payload: { target } }));
    if (!delivery.ok) throw new Error(`not delivered: ${delivery.reason}`);
    for (const [n, client] of clients.entries()) {
      const reached = delivery.channels.some((channel) => rooms[n]?.has(lens(channel)));
      yield { client, happening, reached };
    }
  }
}

/** No event reaches anybody who may not see it, and each reaches everybody who may. */
const isolation = (lens: (channel: string) => string, found?: () => void) =>
  fc.property(world, (generated) => {
    for (const { client, happening, reached } of given(generated, lens)) {
      if (reached) found?.();
      expect(reached).toBe(maySee(generated, client, happening));
    }
  });

describe('isolation', () => {
  it('gives every event to those who may see it, and to nobody else, in any organization', () => {
    let reached = 0;
    fc.assert(
      isolation(
        (channel) => channel,
        () => {
          reached += 1;
        },
      ),
      { numRuns: 1_000 },
    );
    // Had nothing been delivered at all, half of the law would hold for the wrong reason.
    expect(reached).toBeGreaterThan(500);
  });

  it.each([
    ['organization', (channel: string) => channel.replace(/^org:[^|]*/, '')],
    ['room', (channel: string) => channel.replace(/\|[^|]*\|/, '|')],
    ['permission', (channel: string) => channel.replace(/[^|]*$/, '')],
  ])('finds a leak when delivery no longer looks at the %s', (_, blind) => {
    const leaky = fc.property(world, (generated) => {
      for (const { client, happening, reached } of given(generated, blind)) {
        if (reached) expect(maySee(generated, client, happening)).toBe(true);
      }
    });
    expect(fc.check(leaky, { numRuns: 1_000, endOnFailure: true }).failed).toBe(true);
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
        const channels = joined(catalogue, { who, asked: [] });
        expect(delivery.ok && delivery.channels.some((channel) => channels.includes(channel))).toBe(
          who.permissions.has(required),
        );
      }),
    );
  });
});
