import type {
  ClientToServerEvents,
  Cursor,
  Permission,
  PublicRoomName,
  ServerToClientEvents,
} from '@business-control/realtime-contracts';
import type { DefaultEventsMap, Namespace as IoNamespace, Socket } from 'socket.io';
import type { Channel } from '../delivery/channel.js';
import type { SocketErrorCode } from './error-codes.js';

/** What the gateway itself says to sockets; the events of a catalogue it only passes on. */
type OutgoingEvents = Pick<
  ServerToClientEvents,
  Extract<keyof ServerToClientEvents, `${'realtime' | 'presence' | 'auth'}:${string}`>
>;

/** Who a socket belongs to, and where it is; set before `connection`. */
export interface SocketData {
  readonly userId: string;
  readonly organizationId: string;
  readonly deviceId: string | null;
  /** The access token it presented last; all down to its expiry is what it says. */
  token: string;
  displayName: string;
  roles: readonly string[];
  sessionId: string | null;
  permissions: ReadonlySet<Permission>;
  /** When its token expires, in milliseconds since the Unix epoch. */
  expiresAt: number;
  /** The rooms of the handshake, then those of the session of the device. */
  readonly requestedRooms: readonly string[];
  /** The cursor of the handshake; `null` from a client that knows no position. */
  presentedCursor: string | null | undefined;
  /** The position it was last told outside of events. */
  toldPosition?: Cursor | null;
  /** The rooms it asked for and is in, with the channels it joined for each. */
  readonly subscriptions: Map<PublicRoomName, readonly Channel[]>;
  /** Why the gateway is closing it; `undefined` while it is not. */
  closing?: SocketErrorCode;
}

export type RealtimeSocket = Socket<ClientToServerEvents, OutgoingEvents, DefaultEventsMap, SocketData>;
export type Namespace = IoNamespace<ClientToServerEvents, OutgoingEvents, DefaultEventsMap, SocketData>;
