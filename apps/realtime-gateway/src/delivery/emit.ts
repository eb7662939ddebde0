import type { BroadcastOperator } from 'socket.io';
import type { Namespace } from '../connections/realtime-socket.js';
import type { Delivery } from './deliver.js';

/** Names and payloads come from a catalogue, checked by `deliver`. */
export type CatalogueEvents = { [name: string]: (...args: Delivery['args']) => void };

/**
 * Writes an event to the sockets of this gateway in any of the rooms, encoded once for all. Always `local`: every
 * gateway reads the whole stream itself, so nothing that must not be lost ever takes the way through Redis.
 */
export function emitTo(
  namespace: Namespace,
  rooms: readonly string[],
  { name, args }: Pick<Delivery, 'name' | 'args'>,
  except: readonly string[] = [],
): void {
  const audience: BroadcastOperator<CatalogueEvents, unknown> = namespace.local.to([...rooms]);
  (except.length > 0 ? audience.except([...except]) : audience).emit(name, ...args);
}
