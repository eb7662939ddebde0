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
  readonly #socket: Socket;
  readonly #shows: (event: string) => boolean;
  /** The last cursor received; `undefined` before the first connection. */
  #cursor: Cursor | null | undefined;

  private constructor({ name, url, token, organizationId, deviceId, shows }: ScreenOptions) {
    this.name = name;
    this.organizationId = organizationId;
    this.#shows = shows ?? ((event) => event.startsWith('pos:'));
    this.#socket = io(`${url}/realtime`, {
      auth: async (send) =>
        send({
          token: await token(),
          ...(deviceId && { deviceId }),
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

  /** Asks for a room; answers whether it was let in. */
  async enter(room: string): Promise<boolean> {
    const answer: Ack<RoomsResult> = await this.#socket.emitWithAck('subscribe', { rooms: [room] });
    return answer.ok && answer.data.refused.length === 0;
  }

  close(): void {
    this.#socket.disconnect();
  }

  /** Connects again after `close`, and goes on where it was. */
  async reopen(): Promise<void> {
    const { connections } = this;
    this.#socket.connect();
    await eventually(() => {
      if (this.connections === connections) throw new Error(`${this.name} was not let in again`);
    });
  }

  #hear(name: string, payload: unknown, meta: EventMeta): void {
    if (name === 'realtime:ready') {
      const { resume, cursor, rooms } = payload as RealtimeReady;
      this.rooms = rooms;
      this.#remember({ kind: 'ready', resume, cursor }, cursor);
    } else if (name === 'realtime:resync' || name === 'realtime:position') {
      const { cursor } = payload as RealtimeResync | RealtimePosition;
      this.#remember({ kind: name === 'realtime:resync' ? 'resync' : 'position', cursor }, cursor);
    } else if (this.#shows(name)) {
      this.#remember({ kind: 'event', id: meta.id, cursor: meta.cursor }, meta.cursor ?? null);
    }
  }

  #remember(told: Told, cursor: Cursor | null): void {
    this.told.push(told);
    this.#cursor = cursor;
  }
}
