import type {
  Catalogue,
  PublicRoomName,
  RoomRefusal,
  RoomsResult,
} from '@business-control/realtime-contracts';
import { Inject, Injectable } from '@nestjs/common';
import { Memberships } from '../authorization/memberships.js';
import type { GatewayEnv } from '../config/env.js';
import { CATALOGUE, GATEWAY_ENV } from '../tokens.js';
import { errorOf, type SocketErrorCode } from './error-codes.js';
import type { RealtimeSocket } from './realtime-socket.js';
import { automaticRooms, decideRoom, type RoomDecision, type RoomHolder } from './room-access.js';

/** Puts sockets into rooms and takes them out; every call takes effect before it returns. */
@Injectable()
export class Rooms {
  constructor(
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
    private readonly memberships: Memberships,
    @Inject(GATEWAY_ENV) private readonly env: Pick<GatewayEnv, 'MAX_ROOMS_PER_SOCKET'>,
  ) {}

  /** Joins the automatic rooms and those of the handshake. */
  welcome(socket: RealtimeSocket): RoomsResult {
    const automatic = automaticRooms(this.catalogue, socket.data);
    socket.join(automatic.flatMap(({ channels }) => channels));
    const asked = this.enter(socket, socket.data.requestedRooms);
    const names = [...automatic.map(({ name }) => name), ...asked.rooms];
    return { rooms: [...new Set(names)], refused: asked.refused };
  }

  enter(socket: RealtimeSocket, names: readonly string[]): RoomsResult {
    return this.#each(socket, names, (decision) => {
      const { subscriptions } = socket.data;
      if (decision.automatic || subscriptions.has(decision.name)) return undefined;
      if (subscriptions.size >= this.env.MAX_ROOMS_PER_SOCKET) return 'room.limit-reached';
      subscriptions.set(decision.name, decision.channels);
      socket.join([...decision.channels]);
      return undefined;
    });
  }

  leave(socket: RealtimeSocket, names: readonly string[]): RoomsResult {
    return this.#each(socket, names, (decision) => {
      if (decision.automatic) return 'room.automatic';
      for (const channel of socket.data.subscriptions.get(decision.name) ?? []) socket.leave(channel);
      socket.data.subscriptions.delete(decision.name);
      return undefined;
    });
  }

  /**
   * After the permissions of a socket have changed: joins what they open and leaves what they opened before, in the rooms it is
   * in. Returns the rooms it had to leave.
   */
  reconsider(socket: RealtimeSocket, before: RoomHolder): RoomRefusal[] {
    const { subscriptions } = socket.data;
    const channelsOf = (holder: RoomHolder) =>
      automaticRooms(this.catalogue, holder).flatMap(({ channels }) => channels);
    const old = new Set([...channelsOf(before), ...[...subscriptions.values()].flat()]);
    const now = new Set(channelsOf(socket.data));
    const left: RoomRefusal[] = [];
    for (const name of [...subscriptions.keys()]) {
      const decision = this.#decide(socket, name);
      if (decision.granted) {
        subscriptions.set(name, decision.channels);
        for (const channel of decision.channels) now.add(channel);
      } else {
        subscriptions.delete(name);
        left.push({ room: name, error: errorOf(decision.code) });
      }
    }
    for (const channel of old) if (!now.has(channel)) socket.leave(channel);
    socket.join([...now]);
    return left;
  }

  /** Who is in a room for members is taken out when the lease ends, not when it says something about the room. */
  #decide({ data }: RealtimeSocket, name: string): RoomDecision {
    return decideRoom(this.catalogue, data, name, (room) =>
      data.subscriptions.has(room) ? 'member' : this.memberships.standingOf(data, room),
    );
  }

  /** A refusal for a room concerns that room alone. */
  #each(
    socket: RealtimeSocket,
    names: readonly string[],
    act: (decision: Extract<RoomDecision, { granted: true }>) => SocketErrorCode | undefined,
  ): RoomsResult {
    const rooms: RoomsResult['rooms'][number][] = [];
    const refused: RoomsResult['refused'][number][] = [];
    for (const name of new Set(names)) {
      const decision = this.#decide(socket, name);
      const refusal = decision.granted ? act(decision) : decision.code;
      if (refusal) refused.push({ room: name, error: errorOf(refusal) });
      else if (decision.granted) rooms.push(decision.name);
    }
    return { rooms, refused };
  }
}

/** Takes a socket out of a room it asked for, and tells it why. */
export function evict(socket: RealtimeSocket, name: PublicRoomName, code: SocketErrorCode): void {
  const channels = socket.data.subscriptions.get(name);
  if (!channels) return;
  socket.data.subscriptions.delete(name);
  for (const channel of channels) socket.leave(channel);
  socket.emit('realtime:room-left', { room: name, error: errorOf(code) });
}
