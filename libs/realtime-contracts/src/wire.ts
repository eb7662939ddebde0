import type { Cursor } from './cursor.js';
import type { Actor } from './envelope.js';
import type { EventName, EventPayload } from './events/index.js';
import type { PublicRoomName } from './rooms.js';

/** The Socket.IO namespace of the gateway; the default namespace refuses everyone. */
export const REALTIME_NAMESPACE = '/realtime';

/** The second argument of every event. `cursor` is absent on events that are not resumable. */
export interface EventMeta {
  readonly id: string;
  readonly cursor?: Cursor;
  readonly occurredAt: string;
  readonly actor: Actor;
}

/** What a client presents in `auth` on connect. */
export interface HandshakeAuth {
  readonly token: string;
  readonly deviceId?: string;
  readonly cursor?: Cursor;
  readonly rooms?: readonly PublicRoomName[];
}

/** The first event on every connection. */
export interface RealtimeReady {
  readonly userId: string;
  readonly organizationId: string;
  readonly deviceId: string | null;
  readonly rooms: readonly PublicRoomName[];
  readonly cursor: Cursor | null;
  readonly serverTime: string;
}

/** Sent before the gateway closes a connection. */
export interface RealtimeClosing {
  readonly code: string;
  readonly message: string;
  readonly reconnect: boolean;
  readonly retryAfterMs?: number;
}

export interface RealtimeError {
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs?: number;
}

/** The answer to every call a client makes. */
export type Ack<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly error: RealtimeError };

export interface RoomsRequest {
  readonly rooms: readonly string[];
}

/** Every room asked for is in exactly one of the two lists. */
export interface RoomsResult {
  readonly rooms: readonly PublicRoomName[];
  readonly refused: readonly { readonly room: string; readonly error: RealtimeError }[];
}

/** Handlers a client may register, for `socket.io-client`'s `Socket<ServerToClientEvents, ClientToServerEvents>`. */
export type ServerToClientEvents = {
  [Name in EventName]: (payload: EventPayload<Name>, meta: EventMeta) => void;
} & {
  'realtime:ready': (ready: RealtimeReady) => void;
  'realtime:closing': (closing: RealtimeClosing) => void;
};

export interface ClientToServerEvents {
  subscribe: (request: RoomsRequest, ack: (answer: Ack<RoomsResult>) => void) => void;
  unsubscribe: (request: RoomsRequest, ack: (answer: Ack<RoomsResult>) => void) => void;
}
