import type { z } from 'zod';
import type { EventDefinition } from './define-event.js';
import type { Permission } from './permissions.js';
import { type Room, type RoomKind, room } from './rooms.js';
import { exchangeOf, isEventName, REALTIME_STREAM } from './routing.js';

/** No event comes through these: their modules are those of what the gateway itself says. */
const CONNECTION_EXCHANGES = new Set([REALTIME_STREAM, exchangeOf('presence:changed')]);

/** Event definitions by the name of the event. */
export type CatalogueEntries = { readonly [name: string]: EventDefinition };

/** A set of event definitions by name, with what delivery derives from them. */
export interface Catalogue<out Entries extends CatalogueEntries = CatalogueEntries> {
  readonly entries: Entries;
  readonly names: readonly string[];
  /** The topic exchanges the events travel through, e.g. `pos.events`, without repetition. */
  readonly exchanges: readonly string[];
  /** The definition of a name that came from outside; `undefined` when it is not declared. */
  find(name: string): EventDefinition | undefined;
  /** The permissions that events sent to rooms of this kind require. */
  permissionsOf(kind: RoomKind): ReadonlySet<Permission>;
}

/** The payload type of an event of a catalogue. */
export type PayloadOf<C extends Catalogue, Name extends keyof C['entries']> = z.output<
  C['entries'][Name]['payload']
>;

/**
 * Builds a catalogue. Throws when a name is not `module:noun[:fact]` in kebab-case, or of the modules `realtime` and
 * `presence`, whose names are those of the connection itself.
 */
export function defineCatalogue<const Entries extends CatalogueEntries>(
  entries: Entries,
): Catalogue<Entries> {
  const names = Object.keys(entries);
  for (const name of names) {
    if (!isEventName(name)) throw new Error(`event name ${JSON.stringify(name)} is not module:noun[:fact]`);
    if (CONNECTION_EXCHANGES.has(exchangeOf(name)))
      throw new Error(`event name ${name} is kept for the connection`);
  }
  const permissionsByKind = new Map<RoomKind, Set<Permission>>();
  for (const definition of Object.values(entries)) {
    for (const kind of kindsOf(definition.audience)) {
      const permission = permissionFor(definition, kind);
      permissionsByKind.set(kind, (permissionsByKind.get(kind) ?? new Set()).add(permission));
    }
  }
  return {
    entries,
    names,
    exchanges: [...new Set(names.map(exchangeOf))],
    find: (name) => (Object.hasOwn(entries, name) ? entries[name] : undefined),
    permissionsOf: (kind) => permissionsByKind.get(kind) ?? new Set(),
  };
}

/** A room an event reaches, and what must be held there to see it. */
export interface Reached {
  readonly room: Room;
  readonly permission: Permission;
}

/**
 * Where an event goes, all inside `organizationId`. `payload` must have passed the definition's schema.
 * Throws `InvalidRoomId` when the payload yields an id that cannot name a room.
 */
export function audienceOf(definition: EventDefinition, organizationId: string, payload: unknown): Reached[] {
  const { audience } = definition;
  return kindsOf(audience).flatMap((kind) => {
    const permission = permissionFor(definition, kind);
    if (kind === 'organization') return [{ room: room(organizationId, kind, organizationId), permission }];
    const ids = audience[kind]?.(payload) ?? [];
    return (typeof ids === 'string' ? [ids] : ids).map((id) => ({
      room: room(organizationId, kind, id),
      permission,
    }));
  });
}

function permissionFor({ permission, permissionIn }: EventDefinition, kind: RoomKind): Permission {
  return permissionIn?.[kind] ?? permission;
}

function kindsOf(audience: EventDefinition['audience']): RoomKind[] {
  return Object.keys(audience) as RoomKind[];
}
