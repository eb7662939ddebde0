import type { PublicRoomName } from '@business-control/realtime-contracts';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { GatewayEnv } from '../config/env.js';
import type { RealtimeSocket } from '../connections/realtime-socket.js';
import { evict } from '../connections/rooms.js';
import { GATEWAY_ENV } from '../tokens.js';
import { Memberships, membershipRooms } from './memberships.js';

/** The sockets of one user in one room. */
interface Lease {
  readonly sockets: Set<RealtimeSocket>;
  timer?: NodeJS.Timeout;
}

/**
 * Asks again about the members that are in a room, before their leases run out, and takes out whoever is none any more or
 * could not be confirmed in time. The moment is left to chance, so that core-api is not asked about everybody at once.
 */
@Injectable()
export class MembershipLeases implements OnApplicationShutdown {
  readonly #leases = new Map<string, Lease>();
  readonly #leaseMs: number;

  constructor(
    private readonly memberships: Memberships,
    @Inject(GATEWAY_ENV) env: Pick<GatewayEnv, 'MEMBERSHIP_LEASE_SECONDS'>,
  ) {
    this.#leaseMs = env.MEMBERSHIP_LEASE_SECONDS * 1_000;
  }

  /** To be told after a socket has entered rooms. That it left them is found out. */
  watch(socket: RealtimeSocket): void {
    const { organizationId, userId, subscriptions } = socket.data;
    for (const room of membershipRooms(subscriptions.keys())) {
      const key = JSON.stringify([organizationId, userId, room]);
      const lease = this.#leases.get(key) ?? { sockets: new Set() };
      lease.sockets.add(socket);
      this.#leases.set(key, lease);
      if (!lease.timer) this.#arm(key, room, lease);
    }
  }

  onApplicationShutdown(): void {
    for (const { timer } of this.#leases.values()) clearTimeout(timer);
    this.#leases.clear();
  }

  #arm(key: string, room: PublicRoomName, lease: Lease): void {
    const wait = this.#leaseMs * (0.4 + 0.2 * Math.random());
    lease.timer = setTimeout(() => void this.#check(key, room, lease), wait);
    lease.timer.unref();
  }

  async #check(key: string, room: PublicRoomName, lease: Lease): Promise<void> {
    const [present] = presentIn(room, lease);
    if (present) await this.memberships.renew(present.data, room);
    for (const socket of presentIn(room, lease)) {
      const standing = this.memberships.standingOf(socket.data, room);
      if (standing !== 'member') {
        evict(socket, room, standing === 'stranger' ? 'room.forbidden' : 'room.membership-unavailable');
      }
    }
    if (presentIn(room, lease).length > 0) this.#arm(key, room, lease);
    else this.#leases.delete(key);
  }
}

/** Forgets the sockets that left the room or are gone. */
function presentIn(room: PublicRoomName, { sockets }: Lease): RealtimeSocket[] {
  for (const socket of sockets) {
    if (!socket.connected || !socket.data.subscriptions.has(room)) sockets.delete(socket);
  }
  return [...sockets];
}
