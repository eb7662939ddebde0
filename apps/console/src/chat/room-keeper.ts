import type { RealtimeClient } from '@business-control/realtime-client';
import type { PublicRoomName, RoomsResult } from '@business-control/realtime-contracts';

/** `joined` once everything that happens in the room arrives; a code when the gateway refused it or took us out. */
export type RoomState = 'joining' | 'joined' | { readonly refusedWith: string };
export type RoomStates = ReadonlyMap<string, RoomState>;

const RETRY_MS = 2_000;

/**
 * Is in the rooms that are wanted, and knows which of them it is in. After a reconnect the client joins them again by itself; for one that
 * the gateway could not open for now, as when it cannot ask who is in it, it is asked again.
 */
export class RoomKeeper {
  #states = new Map<PublicRoomName, RoomState>();
  readonly #later = new Set<PublicRoomName>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  readonly #stops: readonly (() => void)[];

  constructor(
    private readonly client: Pick<
      RealtimeClient,
      'status' | 'subscribe' | 'unsubscribe' | 'onReady' | 'onRoomLeft'
    >,
    private readonly onChange: (states: RoomStates) => void,
  ) {
    this.#stops = [
      client.onReady((ready) => this.#learn(ready)),
      client.onRoomLeft((left) => this.#learn({ rooms: [], refused: [left] })),
    ];
  }

  want(rooms: readonly PublicRoomName[]): void {
    const unwanted = [...this.#states.keys()].filter((room) => !rooms.includes(room));
    for (const room of unwanted) this.#states.delete(room);
    // If it fails, the client does not join them again in any case.
    if (unwanted.length > 0) this.client.unsubscribe(unwanted).catch(() => undefined);
    this.#join(rooms.filter((room) => !this.#states.has(room)));
  }

  /** Asks again for a room that was refused. */
  rejoin(room: PublicRoomName): void {
    if (this.#states.has(room)) this.#join([room]);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const stop of this.#stops) stop();
    this.want([]);
  }

  #join(rooms: readonly PublicRoomName[]): void {
    if (rooms.length === 0) return;
    for (const room of rooms) this.#states.set(room, 'joining');
    this.#tell();
    this.#ask(rooms);
  }

  #ask(rooms: readonly PublicRoomName[]): void {
    this.client.subscribe(rooms).then(
      (answer) => this.#learn(answer),
      // The call may have taken effect without us knowing; joining twice is harmless.
      () => this.#askLater(rooms),
    );
  }

  #learn({ rooms, refused }: RoomsResult): void {
    this.#set(rooms.map((room) => [room, 'joined']));
    this.#set(refused.map(({ room, error }) => [room, { refusedWith: error.code }]));
    for (const { room, error } of refused) {
      if (error.retryAfterMs !== undefined) this.#askLater([room as PublicRoomName], error.retryAfterMs);
    }
  }

  /** Together, so that many rooms are one question. */
  #askLater(rooms: readonly PublicRoomName[], retryAfterMs = 0): void {
    if (this.#closed || this.client.status.state === 'closed') return;
    for (const room of rooms) this.#later.add(room);
    this.#timer ??= setTimeout(
      () => {
        this.#timer = undefined;
        const again = [...this.#later].filter((room) => {
          const state = this.#states.get(room);
          return state !== undefined && state !== 'joined';
        });
        this.#later.clear();
        if (again.length > 0) this.#ask(again);
      },
      Math.max(retryAfterMs, RETRY_MS),
    );
  }

  #set(changes: readonly (readonly [room: string, state: RoomState])[]): void {
    const wanted = changes.filter(([room]) => this.#states.has(room as PublicRoomName));
    for (const [room, state] of wanted) this.#states.set(room as PublicRoomName, state);
    if (wanted.length > 0) this.#tell();
  }

  #tell(): void {
    this.onChange(new Map(this.#states));
  }
}
