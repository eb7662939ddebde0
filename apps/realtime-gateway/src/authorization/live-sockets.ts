import { Injectable } from '@nestjs/common';
import type { RealtimeSocket } from '../connections/realtime-socket.js';

/** The sockets of this gateway by the user they belong to. */
@Injectable()
export class LiveSockets {
  readonly #byUser = new Map<string, Set<RealtimeSocket>>();

  add(socket: RealtimeSocket): void {
    const key = keyOf(socket.data);
    const sockets = this.#byUser.get(key);
    if (sockets) sockets.add(socket);
    else this.#byUser.set(key, new Set([socket]));
  }

  /** Whether it was among them. */
  delete(socket: RealtimeSocket): boolean {
    const key = keyOf(socket.data);
    const sockets = this.#byUser.get(key);
    const present = sockets?.delete(socket) ?? false;
    if (sockets?.size === 0) this.#byUser.delete(key);
    return present;
  }

  /** A list of its own: closing a socket takes it out of here. */
  of(organizationId: string, userId: string): RealtimeSocket[] {
    return [...(this.#byUser.get(keyOf({ organizationId, userId })) ?? [])];
  }
}

function keyOf({ organizationId, userId }: { organizationId: string; userId: string }): string {
  return JSON.stringify([organizationId, userId]);
}
