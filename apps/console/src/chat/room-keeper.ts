import type { RealtimeClient } from '@business-control/realtime-client';
import type { PublicRoomName } from '@business-control/realtime-contracts';

/** `joined` once everything that happens in the room arrives; a code when the gateway refused it or took us out. */
export type RoomState = 'joining' | 'joined' | { readonly refusedWith: string };
export type RoomStates = ReadonlyMap<string, RoomState>;

const RETRY_MS = 2_000;

/** Is in the rooms that are wanted, and knows which of them it is in. After a reconnect the client joins them again by itself. */
export class RoomKeeper {
  #states = new Map<PublicRoomName, RoomState>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #stops: readonly (() => void)[];

  constructor(
    private readonly client: Pick<
      RealtimeClient,
      'status' | 'subscribe' | 'unsubscribe' | 'onReady' | 'onRoomLeft'
    >,
    private readonly onChange: (states: RoomStates) => void,
  ) {
    this.#stops = [
      client.onReady(({ rooms, refused }) => {
        this.#set(rooms.map((room) => [room, 'joined']));
        this.#set(refused.map(({ room, error }) => [room, { refusedWith: error.code }]));
      }),
      client.onRoomLeft(({ room, error }) => this.#set([[room, { refusedWith: error.code }]])),
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
    for (const timer of this.#timers) clearTimeout(timer);
    for (const stop of this.#stops) stop();
    this.want([]);
  }

  #join(rooms: readonly PublicRoomName[]): void {
    if (rooms.length === 0) return;
    for (const room of rooms) this.#states.set(room, 'joining');
    this.#tell();
    this.client.subscribe(rooms).then(
      ({ rooms: joined, refused }) => {
        this.#set(joined.map((room) => [room, 'joined']));
        this.#set(refused.map(({ room, error }) => [room, { refusedWith: error.code }]));
      },
      () => this.#joinLater(rooms),
    );
  }

  /** The call may have taken effect without us knowing; joining twice is harmless. */
  #joinLater(rooms: readonly PublicRoomName[]): void {
    if (this.client.status.state === 'closed') return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#join(rooms.filter((room) => this.#states.get(room) === 'joining'));
    }, RETRY_MS);
    this.#timers.add(timer);
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
