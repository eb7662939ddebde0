import { type Cursor, type RealtimeResync, room } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import type { BroadcastOperator } from 'socket.io';
import type { Namespace } from '../connections/realtime-socket.js';
import { noticeChannelOf } from './channel.js';
import type { Delivery } from './deliver.js';

/** Names and payloads come from a catalogue, checked by `deliver`. */
type CatalogueEvents = { [name: string]: (...args: Delivery['args']) => void };

/**
 * Writes to the sockets of this gateway. Always `local`: every gateway reads the whole stream itself, so nothing
 * that must not be lost ever takes the way through Redis.
 */
@Injectable()
export class FanOut {
  #namespace: Namespace | undefined;

  attach(namespace: Namespace): void {
    this.#namespace = namespace;
  }

  deliver({ channels, name, args }: Delivery): void {
    const namespace = this.#namespace;
    // Spares encoding an event that no socket here listens to.
    if (!namespace || !channels.some((channel) => namespace.adapter.rooms.has(channel))) return;
    const audience: BroadcastOperator<CatalogueEvents, unknown> = namespace.local.to([...channels]);
    audience.emit(name, ...args);
  }

  /** Tells every socket of an organization to fetch again. */
  resync(organizationId: string, notice: RealtimeResync): void {
    const everyone = noticeChannelOf(room(organizationId, 'organization', organizationId));
    this.#namespace?.local.to(everyone).emit('realtime:resync', notice);
  }

  /** Tells every socket to fetch again. */
  resyncAll(cursorOf: (organizationId: string) => Cursor | null): void {
    for (const socket of this.#namespace?.sockets.values() ?? []) {
      socket.emit('realtime:resync', { reason: 'gap', cursor: cursorOf(socket.data.organizationId) });
    }
  }
}
