import { type Cursor, type RealtimeResync, room } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import type { Namespace } from '../connections/realtime-socket.js';
import { noticeChannelOf } from './channel.js';
import type { Delivery } from './deliver.js';
import { emitTo } from './emit.js';
import { SlowConsumers } from './slow-consumers.js';

/** Writes to the sockets of this gateway: to all at once, except those that do not keep up. */
@Injectable()
export class FanOut {
  #namespace: Namespace | undefined;

  constructor(private readonly slowConsumers: SlowConsumers) {}

  attach(namespace: Namespace): void {
    this.#namespace = namespace;
  }

  /** Returns to how many sockets at most: one in several rooms of the audience counts for each. */
  deliver(delivery: Delivery): number {
    const namespace = this.#namespace;
    if (!namespace) return 0;
    const { rooms } = namespace.adapter;
    const reach = delivery.channels.reduce((sum, channel) => sum + (rooms.get(channel)?.size ?? 0), 0);
    // Spares encoding an event that no socket here listens to.
    if (reach === 0) return 0;
    // Those that fall behind by this very event have been given it.
    const behind = this.slowConsumers.sockets;
    emitTo(
      namespace,
      delivery.channels,
      delivery,
      behind.map(({ id }) => id),
    );
    this.slowConsumers.offer(delivery, behind);
    return reach;
  }

  /** Tells every socket of an organization to fetch again. */
  resync(organizationId: string, notice: RealtimeResync): void {
    this.slowConsumers.forget(organizationId);
    const everyone = noticeChannelOf(room(organizationId, 'organization', organizationId));
    this.#namespace?.local.to(everyone).emit('realtime:resync', notice);
  }

  /** Tells every socket to fetch again. */
  resyncAll(cursorOf: (organizationId: string) => Cursor | null): void {
    this.slowConsumers.forget();
    for (const socket of this.#namespace?.sockets.values() ?? []) {
      socket.emit('realtime:resync', { reason: 'gap', cursor: cursorOf(socket.data.organizationId) });
    }
  }
}
