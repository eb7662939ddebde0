import type { z } from 'zod';
import type { ConnectionControl } from './connection-control.js';
import type { Permission } from './permissions.js';
import type { RoomKind } from './rooms.js';

/**
 * Picks the id (or ids) of the rooms of one kind that an event goes to; `null` for none.
 * Declared through a method so that definitions of different payloads fit one catalogue type.
 */
type RoomIdSelector<Payload> = {
  select(payload: Payload): string | readonly string[] | null;
}['select'];

/** Reads the effect of a fact from its payload. */
type ControlSelector<Payload> = { select(payload: Payload): ConnectionControl }['select'];

/**
 * Who may see an event, by room kind: `organization: true` for the whole organization, a selector for every
 * other kind. The organization itself is never chosen here; it comes from the envelope, so an
 * audience cannot name a room of another organization. Internal facts have the empty audience `{}`.
 */
export type Audience<Payload> = { readonly organization?: true } & {
  readonly [Kind in Exclude<RoomKind, 'organization'>]?: RoomIdSelector<Payload>;
};

/**
 * - `durable`: kept, replayed after a reconnect, never dropped;
 * - `latest`: as durable, but a slow socket may be given only the newest of each `conflateBy` key, at its own place in
 *   the order: cursors only ever rise, and one that is left out is followed by a newer event of its key;
 * - `ephemeral`: live only, and not given to a socket that does not keep up.
 */
export type Delivery = 'durable' | 'latest' | 'ephemeral';

type DeliveryOptions<Payload> =
  | { readonly delivery: 'durable' | 'ephemeral' }
  | {
      readonly delivery: 'latest';
      /** The key under which a newer event replaces an older one. */
      readonly conflateBy: { key(payload: Payload): string }['key'];
    };

/** The whole declaration of one event; server, client, gateway and documents derive from it. */
export type EventDefinition<Schema extends z.ZodType = z.ZodType> = {
  /** Rises with every breaking change of the payload. */
  readonly version: number;
  /** One sentence for the generated documents: the fact that happened. */
  readonly summary: string;
  /** Wire schema of the payload: it accepts exactly what survives JSON. */
  readonly payload: Schema;
  /** What a principal must hold to see the event. */
  readonly permission: Permission;
  /**
   * What must be held instead in rooms of these kinds. So a customer is told of his own order in his own room, with a
   * permission that opens nothing else.
   */
  readonly permissionIn?: { readonly [Kind in RoomKind]?: Permission };
  readonly audience: Audience<z.output<Schema>>;
  /**
   * What the fact does to live connections of its organization; left out by events that only inform. Every
   * gateway applies it before any later event of the stream reaches those connections.
   */
  readonly control?: ControlSelector<z.output<Schema>>;
} & DeliveryOptions<z.output<Schema>>;

/** Declares an event. The identity function: it exists for inference. */
export function defineEvent<const Schema extends z.ZodType>(
  definition: EventDefinition<Schema>,
): EventDefinition<Schema> {
  return definition;
}
