import type {
  ChatHelpRequest,
  ChatHistory,
  ChatHistoryRequest,
  ChatMessageRequest,
  ChatMessageSent,
  ChatRead,
  ChatReadRequest,
  ChatStaffRequest,
  ChatTypingRequest,
} from './chat-calls.js';
import type { Cursor } from './cursor.js';
import type { Actor } from './envelope.js';
import type { HelpMessagePayload, StaffMessagePayload } from './events/chat.events.js';
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
  /**
   * The last cursor received, wherever it came from: `meta`, `realtime:ready`, `realtime:position` or
   * `realtime:resync`. Absent on a first connection; `null` from a client that was connected and received none.
   */
  readonly cursor?: Cursor | null;
  /** Joined first; the rooms that the same user's device was in before are joined after them. */
  readonly rooms?: readonly PublicRoomName[];
}

/**
 * What a connection is told about the time before it:
 * - `fresh`: it presented no cursor;
 * - `current`: nothing it may see happened since the cursor it presented;
 * - `replayed`: everything it may see that happened since follows, in order, before live events;
 * - `resync`: events may have been missed, what is shown must be fetched again.
 */
export type Resume = 'fresh' | 'current' | 'replayed' | 'resync';

/** The first event on every connection. */
export interface RealtimeReady {
  readonly userId: string;
  readonly organizationId: string;
  readonly deviceId: string | null;
  readonly rooms: readonly PublicRoomName[];
  /** The rooms of the handshake, and of before, that were not joined, with why. */
  readonly refused: readonly RoomRefusal[];
  readonly resume: Resume;
  /** How many missed events follow. */
  readonly replayed: number;
  /**
   * Every event after it that this connection may see follows: with `replayed` it is the cursor presented, else where
   * the organization stands. `null` while that is not known.
   */
  readonly cursor: Cursor | null;
  readonly serverTime: string;
}

/**
 * Sent when events up to `cursor` may have been missed: what was shown must be fetched again. Events after
 * `cursor` follow.
 * - `gap`: the sequence of the organization has a hole;
 * - `epoch-changed`: the sequence of the organization started again.
 */
export interface RealtimeResync {
  readonly reason: 'gap' | 'epoch-changed';
  readonly cursor: Cursor | null;
}

/** Sent now and then: everything up to `cursor` that this connection may see has been sent. */
export interface RealtimePosition {
  readonly cursor: Cursor;
}

/** Sent before the gateway closes a connection. */
export interface RealtimeClosing {
  readonly code: string;
  readonly message: string;
  readonly reconnect: boolean;
  readonly retryAfterMs?: number;
}

/** Sent some time before the token of a connection expires: `auth:refresh` with a newer one keeps it open. */
export interface AuthExpiring {
  readonly expiresAt: string;
}

/** A newer token of the same user, organization and device. */
export interface AuthRefreshRequest {
  readonly token: string;
}

/** The connection goes on with the new token. */
export interface AuthRefreshed {
  readonly expiresAt: string;
  /** The rooms this connection asked for and is still in. */
  readonly rooms: readonly PublicRoomName[];
  /** The rooms it left because the new token does not open them. */
  readonly left: readonly RoomRefusal[];
}

/** Why something was refused: a stable code for programs, a sentence for people. */
export interface RealtimeError {
  readonly code: string;
  readonly message: string;
  readonly retryAfterMs?: number;
}

/** The `data` of a `connect_error` by which the gateway refuses a connection. */
export interface ConnectRefusal extends RealtimeError {
  /** Whether the same client may try again, with a new token when the code is about the token. */
  readonly reconnect: boolean;
}

/** A room that was not joined or left, or that the gateway took a connection out of (`realtime:room-left`). */
export interface RoomRefusal {
  readonly room: string;
  readonly error: RealtimeError;
}

/** The answer to every call a client makes. */
export type Ack<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly error: RealtimeError };

/** Public names of rooms to join or leave. */
export interface RoomsRequest {
  readonly rooms: readonly string[];
}

/** Every room asked for is in exactly one of the two lists. */
export interface RoomsResult {
  readonly rooms: readonly PublicRoomName[];
  readonly refused: readonly RoomRefusal[];
}

/** Which part of those present to list; `{}` for the first. */
export interface PresenceListRequest {
  /** The `next` of the page before. */
  readonly after?: string;
  /** About how many devices, 1 to 500. Default 200. */
  readonly limit?: number;
}

/** For those with the permission `presence.read`: people of the own organization who are connected to any gateway, in a fixed order, each whole on one page. */
export interface PresenceList {
  readonly users: readonly {
    readonly userId: string;
    /** `null` stands for connections that named no device. */
    readonly devices: readonly (string | null)[];
  }[];
  /** Present when there are more: the `after` of the next page. */
  readonly next?: string;
}

/**
 * For those with the permission `presence.read`: a device of the own organization connected, or its last connection is gone for longer
 * than a moment. Live only, and without meta: nothing of it is kept, `presence:list` tells how things stand.
 */
export interface PresenceChanged {
  readonly userId: string;
  readonly deviceId: string | null;
  readonly status: 'connected' | 'disconnected';
  readonly at: string;
}

/** Handlers a client may register, for `socket.io-client`'s `Socket<ServerToClientEvents, ClientToServerEvents>`. */
export type ServerToClientEvents = {
  [Name in EventName]: (payload: EventPayload<Name>, meta: EventMeta) => void;
} & {
  'realtime:ready': (ready: RealtimeReady) => void;
  'realtime:resync': (notice: RealtimeResync) => void;
  'realtime:position': (position: RealtimePosition) => void;
  'realtime:closing': (closing: RealtimeClosing) => void;
  'realtime:room-left': (room: RoomRefusal) => void;
  'auth:expiring': (notice: AuthExpiring) => void;
  'presence:changed': (change: PresenceChanged) => void;
};

/** The calls a client may make; each is answered. */
export interface ClientToServerEvents {
  subscribe: (request: RoomsRequest, ack: (answer: Ack<RoomsResult>) => void) => void;
  unsubscribe: (request: RoomsRequest, ack: (answer: Ack<RoomsResult>) => void) => void;
  'auth:refresh': (request: AuthRefreshRequest, ack: (answer: Ack<AuthRefreshed>) => void) => void;
  'presence:list': (request: PresenceListRequest, ack: (answer: Ack<PresenceList>) => void) => void;
  // Answered by core-api: a refusal has the code that it answers over HTTP.
  'chat:help': (request: ChatHelpRequest, ack: (answer: Ack<HelpMessagePayload>) => void) => void;
  'chat:staff': (request: ChatStaffRequest, ack: (answer: Ack<StaffMessagePayload>) => void) => void;
  'chat:message': (request: ChatMessageRequest, ack: (answer: Ack<ChatMessageSent>) => void) => void;
  'chat:read': (request: ChatReadRequest, ack: (answer: Ack<ChatRead>) => void) => void;
  'chat:history': (request: ChatHistoryRequest, ack: (answer: Ack<ChatHistory>) => void) => void;
  // Passed on at once to those who are there, and kept nowhere.
  'chat:typing': (request: ChatTypingRequest, ack: (answer: Ack<null>) => void) => void;
}
