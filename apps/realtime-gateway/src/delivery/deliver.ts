import {
  audienceOf,
  type Catalogue,
  type ConnectionControl,
  type Envelope,
  type EventDefinition,
  type EventMeta,
  formatCursor,
  InvalidRoomId,
  type Position,
  type Reached,
} from '@business-control/realtime-contracts';
import { type Channel, channelOf } from './channel.js';
import { issuesOf } from './read-envelope.js';
import { type Rejection, rejected } from './rejection.js';

/** An event on its way to sockets: to whom, under which name, with exactly two arguments. */
export interface Delivery {
  readonly ok: true;
  readonly channels: readonly Channel[];
  readonly name: string;
  readonly kind: EventDefinition['delivery'];
  /** Of `latest` events with the same key only the newest counts; `undefined` for every other kind. */
  readonly conflationKey: string | undefined;
  readonly args: readonly [payload: unknown, meta: EventMeta];
  /** What it does to connections; absent from an event that only informs. */
  readonly control?: ConnectionControl;
}

/**
 * Decides what sockets receive for an envelope, by nothing but the declaration of the event. The payload is the
 * one the declaration describes: fields it does not know stay here.
 */
export function deliver(catalogue: Catalogue, envelope: Envelope): Delivery | Rejection {
  const { id, name, organizationId, occurredAt, actor } = envelope;
  const definition = catalogue.find(name);
  if (!definition) return rejected('unknown-event');
  if (envelope.version !== definition.version) {
    return rejected('wrong-version', `${envelope.version} instead of ${definition.version}`);
  }
  const payload = definition.payload.safeParse(envelope.payload);
  if (!payload.success) return rejected('invalid-payload', issuesOf(payload.error));

  let reached: Reached[];
  try {
    reached = audienceOf(definition, organizationId, payload.data);
  } catch (error) {
    if (error instanceof InvalidRoomId) return rejected('invalid-audience', error.message);
    throw error;
  }
  const position = positionOf(envelope);
  return {
    ok: true,
    channels: reached.map(({ room, permission }) => channelOf(room, permission)),
    name,
    kind: definition.delivery,
    conflationKey:
      definition.delivery === 'latest' ? `${name}|${definition.conflateBy(payload.data)}` : undefined,
    args: [payload.data, { id, ...(position && { cursor: formatCursor(position) }), occurredAt, actor }],
    ...(definition.control && { control: definition.control(payload.data) }),
  };
}

/** Where an envelope stands in the sequence of its organization; `undefined` for one outside of it. */
export function positionOf({ epoch, seq }: Envelope): Position | undefined {
  return epoch === undefined || seq === undefined ? undefined : { epoch, seq };
}
