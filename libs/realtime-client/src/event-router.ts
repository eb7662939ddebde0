import type { EventMeta, EventName, EventPayload } from '@business-control/realtime-contracts';
import { Listeners } from './listeners.js';

/** One event of the catalogue as it arrived; narrowing `name` narrows `payload`. */
export type RealtimeEvent = {
  [Name in EventName]: {
    readonly name: Name;
    readonly payload: EventPayload<Name>;
    readonly meta: EventMeta;
  };
}[EventName];

export type EventHandler<Name extends EventName> = (payload: EventPayload<Name>, meta: EventMeta) => void;

/**
 * Hands events to the handlers of their name. Payloads come from a gateway that only forwards what core-api has
 * validated against the catalogue, so they are typed here and not checked again.
 */
export class EventRouter {
  readonly #byName = new Map<string, Listeners<[payload: unknown, meta: EventMeta]>>();
  readonly #all = new Listeners<[event: RealtimeEvent]>();

  on<Name extends EventName>(name: Name, handler: EventHandler<Name>): () => void {
    const listeners = this.#byName.get(name) ?? new Listeners();
    this.#byName.set(name, listeners);
    return listeners.add((payload, meta) => handler(payload as EventPayload<Name>, meta));
  }

  onAny(handler: (event: RealtimeEvent) => void): () => void {
    return this.#all.add(handler);
  }

  /** What carries no `meta` is a message of the protocol, not an event; the answer is `undefined` for it. */
  route(name: string, payload: unknown, meta: unknown): EventMeta | undefined {
    if (!isMeta(meta)) return undefined;
    this.#byName.get(name)?.tell(payload, meta);
    this.#all.tell({ name, payload, meta } as RealtimeEvent);
    return meta;
  }
}

function isMeta(value: unknown): value is EventMeta {
  return typeof value === 'object' && value !== null && 'id' in value && 'occurredAt' in value;
}
