import {
  type Cursor,
  type EventName,
  type PresenceChanged,
  type PresenceList,
  type PresenceListRequest,
  type PublicRoomName,
  REALTIME_NAMESPACE,
  type RealtimeReady,
  type RoomRefusal,
  type RoomsResult,
} from '@business-control/realtime-contracts';
import { Manager } from 'socket.io-client';
import { type BackoffOptions, defaultBackoff } from './backoff.js';
import { call, type RealtimeSocket } from './calls.js';
import { type ChatCalls, chatCalls } from './chat-calls.js';
import { Connection, type TokenSource } from './connection.js';
import type { ConnectionStatus } from './connection-status.js';
import { type EventHandler, EventRouter, type RealtimeEvent } from './event-router.js';
import { Listeners } from './listeners.js';
import { clientError } from './realtime-error.js';
import { TokenRefresh } from './token-refresh.js';
import { unwantedRooms } from './unwanted-rooms.js';

export interface RealtimeClientOptions {
  /** Origin of the gateway, e.g. `https://realtime.example.com`; the namespace is added. */
  readonly url: string;
  /** Asked before every attempt to connect, also after the gateway refused a token, and before a token expires. */
  readonly token: TokenSource;
  /** Id of this installation; becomes `meta.actor.deviceId` and the room `device:{deviceId}`. */
  readonly deviceId?: string;
  /** Rooms to be in from the first connection on. */
  readonly rooms?: readonly PublicRoomName[];
  /** How long calls wait for an answer. Default 5,000. */
  readonly ackTimeoutMs?: number;
  /** How long one attempt to connect may take, and before it the token. Default 10,000. */
  readonly connectTimeoutMs?: number;
  readonly backoff?: Partial<BackoffOptions>;
  /** Tried in this order. Default WebSocket, then long-polling. */
  readonly transports?: readonly ('websocket' | 'polling')[];
}

/** A connection to the gateway that keeps itself up until it is closed. */
export interface RealtimeClient {
  readonly status: ConnectionStatus;
  /** Calls back on every change of `status`. Returns the function that stops it, as every `on…` does. */
  onStatus(listener: (status: ConnectionStatus) => void): () => void;
  /** Calls back after every successful connect with what the gateway said, among it what became of the time before. */
  onReady(listener: (ready: RealtimeReady) => void): () => void;
  /** Calls back when events may have been missed: fetch again whatever is shown. */
  onResync(listener: () => void): () => void;
  /** Calls back when the gateway takes this client out of a room, with why. It is not joined again by itself. */
  onRoomLeft(listener: (room: RoomRefusal) => void): () => void;
  /** Calls back when somebody of the organization connects or is gone. Live only: ask `listPresent` after every connect. Needs `presence.read`. */
  onPresence(listener: (change: PresenceChanged) => void): () => void;
  on<Name extends EventName>(name: Name, handler: EventHandler<Name>): () => void;
  /** Every event, also those of a catalogue newer than this client's. */
  onAny(handler: (event: RealtimeEvent) => void): () => void;
  /**
   * Joins rooms; those refused are listed with the reason. Rooms are joined again on every reconnect until they are
   * unsubscribed or refused, so a call that failed with `client.timeout` or `client.disconnected` may take effect
   * later. Rejects with a `RealtimeError`.
   */
  subscribe(rooms: readonly PublicRoomName[]): Promise<RoomsResult>;
  /** Leaves rooms. Rejects with a `RealtimeError`; the rooms are not joined again in any case. */
  unsubscribe(rooms: readonly PublicRoomName[]): Promise<RoomsResult>;
  /** One page of who is connected in the organization; `next` names where the following begins. Rejects with a `RealtimeError`. */
  listPresent(page?: PresenceListRequest): Promise<PresenceList>;
  /** Writes, reads and tells that one types. What is written comes as events, to who wrote it too. */
  readonly chat: ChatCalls;
  /** Tries at once instead of waiting, as somebody asks for who cannot wait. A browser that is online again tries by itself. */
  retryNow(): void;
  /** Closes for good; a new client is needed to come back. */
  close(): void;
}

/** Connects, and stays connected: across lost networks, restarts of the gateway and expired tokens. */
export function createRealtimeClient(options: RealtimeClientOptions): RealtimeClient {
  const { ackTimeoutMs = 5_000, connectTimeoutMs = 10_000, transports = ['websocket', 'polling'] } = options;
  const manager = new Manager(options.url, {
    autoConnect: false,
    reconnection: false,
    timeout: connectTimeoutMs,
    transports: [...transports],
    tryAllTransports: true,
  });
  const socket: RealtimeSocket = manager.socket(REALTIME_NAMESPACE);
  const router = new EventRouter();
  const resyncListeners = new Listeners<[]>();
  const roomLeftListeners = new Listeners<[room: RoomRefusal]>();
  const presenceListeners = new Listeners<[change: PresenceChanged]>();
  const wantedRooms = new Set<string>(options.rooms);
  let cursor: Cursor | null = null;
  let connectedBefore = false;

  const backoff = { ...defaultBackoff, ...options.backoff };
  const connection = new Connection(socket, {
    token: options.token,
    tokenTimeoutMs: connectTimeoutMs,
    backoff,
    handshake: () => ({
      ...(options.deviceId !== undefined && { deviceId: options.deviceId }),
      // `null` tells the gateway that something may have been shown.
      ...(connectedBefore && { cursor }),
      ...(wantedRooms.size > 0 && { rooms: [...wantedRooms] as PublicRoomName[] }),
    }),
  });

  new TokenRefresh(socket, { token: options.token, backoff, ackTimeoutMs });

  connection.readyListeners.add((ready) => {
    connectedBefore = true;
    cursor = ready.cursor;
    for (const { room } of ready.refused) wantedRooms.delete(room);
    leave(unwantedRooms(ready, wantedRooms));
    if (ready.resume === 'resync') resyncListeners.tell();
  });
  socket.on('realtime:position', (position) => {
    cursor = position.cursor;
  });
  socket.on('realtime:resync', (resync) => {
    cursor = resync.cursor;
    resyncListeners.tell();
  });
  socket.on('realtime:room-left', (left) => {
    wantedRooms.delete(left.room);
    roomLeftListeners.tell(left);
  });
  socket.on('presence:changed', (change) => presenceListeners.tell(change));
  socket.onAny((name: string, payload: unknown, meta: unknown) => {
    cursor = router.route(name, payload, meta)?.cursor ?? cursor;
  });

  const onOnline = () => connection.networkIsBack();
  if (typeof window !== 'undefined') window.addEventListener('online', onOnline);

  const assertOpen = () => {
    if (connection.status.state === 'closed') throw clientError('client.closed', 'the client is closed');
  };
  const request = async (name: 'subscribe' | 'unsubscribe', rooms: readonly PublicRoomName[]) => {
    assertOpen();
    return call<RoomsResult>(socket, name, ackTimeoutMs, (timed) => timed.emitWithAck(name, { rooms }));
  };
  /** If this fails the connection is lost, and the next one says again which rooms it is in. */
  const leave = (rooms: readonly PublicRoomName[]) => {
    if (rooms.length > 0) request('unsubscribe', rooms).catch(() => undefined);
  };

  void connection.connect();

  return {
    get status() {
      return connection.status;
    },
    onStatus: (listener) => connection.statusListeners.add(listener),
    onReady: (listener) => connection.readyListeners.add(listener),
    onResync: (listener) => resyncListeners.add(listener),
    onRoomLeft: (listener) => roomLeftListeners.add(listener),
    onPresence: (listener) => presenceListeners.add(listener),
    on: (name, handler) => router.on(name, handler),
    onAny: (handler) => router.onAny(handler),
    async subscribe(rooms) {
      for (const room of rooms) wantedRooms.add(room);
      const result = await request('subscribe', rooms);
      for (const room of rooms) if (!result.rooms.includes(room)) wantedRooms.delete(room);
      // Left while the gateway still asked whether it may be joined: the answer came after it was left.
      leave(result.rooms.filter((room) => !wantedRooms.has(room)));
      return result;
    },
    async unsubscribe(rooms) {
      for (const room of rooms) wantedRooms.delete(room);
      return request('unsubscribe', rooms);
    },
    async listPresent(page = {}) {
      assertOpen();
      return call<PresenceList>(socket, 'presence:list', ackTimeoutMs, (timed) =>
        timed.emitWithAck('presence:list', page),
      );
    },
    chat: chatCalls(socket, ackTimeoutMs, assertOpen),
    retryNow: () => connection.retryNow(),
    close() {
      if (typeof window !== 'undefined') window.removeEventListener('online', onOnline);
      connection.end(null);
    },
  };
}
