import type {
  Ack,
  ConnectRefusal,
  Cursor,
  EventMeta,
  RealtimePosition,
  RealtimeReady,
  RealtimeResync,
  RoomsResult,
} from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { io, type Socket } from 'socket.io-client';
import type { Told } from './oracle.js';

export interface ScreenOptions {
  readonly name: string;
  readonly url: string;
  /** Asked for whenever it connects. */
  readonly token: () => Promise<string>;
  readonly organizationId: string;
  /** Remembers its rooms on any gateway. */
  readonly deviceId?: string;
  /** A connection without this room, because core-api or Redis stood still just then, is as good as none: it takes nothing on it. */
  readonly insistsOn?: string;
  /** The events it keeps account of; those of the tills unless given. */
  readonly shows?: (event: string) => boolean;
}

/**
 * A stock Socket.IO client that resumes by sending `auth.cursor` and remembers what it was told. Connecting again is left to
 * `socket.io-client`, except after a refusal, which it takes for final.
 */
export class Screen {
  readonly told: Told[] = [];
  readonly name: string;
  readonly organizationId: string;
  /** The rooms it was in when it last connected. */
  rooms: readonly string[] = [];
  /** How often it was in the room it insists on without asking for it. */
  remembered = 0;
  readonly #socket: Socket;
  readonly #shows: (event: string) => boolean;
  readonly #insistsOn: string | undefined;
  /** Whether it asks for that room: at first, and when it was missing. */
  #asks = true;
  #closed = false;
  /** The last cursor received; `undefined` before the first connection. */
  #cursor: Cursor | null | undefined;

  private constructor({ name, url, token, organizationId, deviceId, insistsOn, shows }: ScreenOptions) {
    this.name = name;
    this.organizationId = organizationId;
    this.#insistsOn = insistsOn;
    this.#shows = shows ?? ((event) => event.startsWith('pos:'));
    this.#socket = io(`${url}/realtime`, {
      auth: async (send) =>
        send({
          token: await token(),
          ...(deviceId && { deviceId }),
          ...(insistsOn && this.#asks && { rooms: [insistsOn] }),
          ...(this.#cursor !== undefined && { cursor: this.#cursor }),
        }),
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 500,
      timeout: 5_000,
    });
    this.#socket.onAny((name: string, payload: unknown, meta: EventMeta) => this.#hear(name, payload, meta));
    this.#socket.on('connect_error', (error: Error & { data?: ConnectRefusal }) => {
      if (error.data?.reconnect) setTimeout(() => this.#socket.connect(), error.data.retryAfterMs ?? 200);
    });
  }

  /** Connects and waits for the first `realtime:ready`. */
  static async connect(options: ScreenOptions): Promise<Screen> {
    const screen = new Screen(options);
    await eventually(() => {
      if (screen.connections === 0) throw new Error(`${options.name} was not let in`);
    });
    return screen;
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  get connections(): number {
    return this.told.filter(({ kind }) => kind === 'ready').length;
  }

  /** How often it had to fetch again. */
  get resyncs(): number {
    return this.told.filter((it) => it.kind === 'resync' || (it.kind === 'ready' && it.resume === 'resync'))
      .length;
  }

  /** Asks for a room, again where the connection ends meanwhile; answers whether it was let in. */
  async enter(room: string): Promise<boolean> {
    const answer: Ack<RoomsResult> = await eventually(() =>
      this.#socket.emitWithAck('subscribe', { rooms: [room] }),
    );
    return answer.ok && answer.data.refused.length === 0;
  }

  close(): void {
    this.#closed = true;
    this.#socket.disconnect();
  }

  /** Connects again after `close`, and goes on where it was. */
  async reopen(): Promise<void> {
    const { connections } = this;
    this.#closed = false;
    this.#socket.connect();
    await eventually(() => {
      if (this.connections === connections) throw new Error(`${this.name} was not let in again`);
    });
  }

  #hear(name: string, payload: unknown, meta: EventMeta): void {
    if (name === 'realtime:ready') {
      const { resume, cursor, rooms } = payload as RealtimeReady;
      if (!this.#isComplete(rooms)) return;
      this.rooms = rooms;
      this.#remember({ kind: 'ready', resume, cursor }, cursor);
    } else if (name === 'realtime:resync' || name === 'realtime:position') {
      const { cursor } = payload as RealtimeResync | RealtimePosition;
      this.#remember({ kind: name === 'realtime:resync' ? 'resync' : 'position', cursor }, cursor);
    } else if (this.#shows(name)) {
      this.#remember({ kind: 'event', id: meta.id, cursor: meta.cursor }, meta.cursor ?? null);
    }
  }

  #isComplete(rooms: readonly string[]): boolean {
    if (this.#insistsOn === undefined) return true;
    const isThere = rooms.includes(this.#insistsOn);
    if (isThere && !this.#asks) this.remembered += 1;
    this.#asks = !isThere;
    if (!isThere) {
      this.#socket.disconnect();
      setTimeout(() => this.#closed || this.#socket.connect(), 200);
    }
    return isThere;
  }

  #remember(told: Told, cursor: Cursor | null): void {
    this.told.push(told);
    this.#cursor = cursor;
  }
}
