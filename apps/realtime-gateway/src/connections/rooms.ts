import type { Catalogue, RoomsResult } from '@business-control/realtime-contracts';
import { Inject, Injectable } from '@nestjs/common';
import { CATALOGUE } from '../tokens.js';
import { errorOf, type SocketErrorCode } from './error-codes.js';
import { MAX_ROOMS_PER_SOCKET } from './limits.js';
import type { RealtimeSocket } from './realtime-socket.js';
import { automaticRooms, decideRoom, type RoomDecision } from './room-access.js';

/** Puts sockets into rooms and takes them out; every call takes effect before it returns. */
@Injectable()
export class Rooms {
  constructor(@Inject(CATALOGUE) private readonly catalogue: Catalogue) {}

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
      if (subscriptions.size >= MAX_ROOMS_PER_SOCKET) return 'room.limit-reached';
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

  /** A refusal for a room concerns that room alone. */
  #each(
    socket: RealtimeSocket,
    names: readonly string[],
    act: (decision: Extract<RoomDecision, { granted: true }>) => SocketErrorCode | undefined,
  ): RoomsResult {
    const rooms: RoomsResult['rooms'][number][] = [];
    const refused: RoomsResult['refused'][number][] = [];
    for (const name of new Set(names)) {
      const decision = decideRoom(this.catalogue, socket.data, name);
      const refusal = decision.granted ? act(decision) : decision.code;
      if (refusal) refused.push({ room: name, error: errorOf(refusal) });
      else if (decision.granted) rooms.push(decision.name);
    }
    return { rooms, refused };
  }
}
