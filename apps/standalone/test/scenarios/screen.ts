import type {
  ConnectRefusal,
  Cursor,
  EventMeta,
  RealtimePosition,
  RealtimeReady,
  RealtimeResync,
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
}

/**
 * A stock Socket.IO client that resumes by sending `auth.cursor` and remembers what it was told. Connecting again is left to
 * `socket.io-client`, except after a refusal, which it takes for final.
 */
export class Screen {
  readonly told: Told[] = [];
  readonly name: string;
  readonly organizationId: string;
  readonly #socket: Socket;
  /** The last cursor received; `undefined` before the first connection. */
  #cursor: Cursor | null | undefined;

  private constructor({ name, url, token, organizationId }: ScreenOptions) {
    this.name = name;
    this.organizationId = organizationId;
    this.#socket = io(`${url}/realtime`, {
      auth: async (send) =>
        send({ token: await token(), ...(this.#cursor !== undefined && { cursor: this.#cursor }) }),
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

  close(): void {
    this.#socket.disconnect();
  }

  #hear(name: string, payload: unknown, meta: EventMeta): void {
    if (name === 'realtime:ready') {
      const { resume, cursor } = payload as RealtimeReady;
      this.#remember({ kind: 'ready', resume, cursor }, cursor);
    } else if (name === 'realtime:resync' || name === 'realtime:position') {
      const { cursor } = payload as RealtimeResync | RealtimePosition;
      this.#remember({ kind: name === 'realtime:resync' ? 'resync' : 'position', cursor }, cursor);
    } else if (name.startsWith('pos:')) {
      this.#remember({ kind: 'event', id: meta.id, cursor: meta.cursor }, meta.cursor ?? null);
    }
  }

  #remember(told: Told, cursor: Cursor | null): void {
    this.told.push(told);
    this.#cursor = cursor;
  }
}
