import type { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';

/**
 * Sends frames that are written together in one system call. Engine.IO hands a WebSocket everything that
 * gathered while the previous write was under way, and each frame would be a write of its own: the TCP socket is
 * corked when that starts and uncorked at the end of the tick, whatever happened in between.
 */
export function coalesceWrites(engine: Pick<EventEmitter, 'on'>): void {
  engine.on('flush', (connection: unknown) => {
    const tcp = tcpSocketOf(connection);
    if (!tcp) return;
    tcp.cork();
    process.nextTick(() => tcp.uncork());
  });
}

/** The TCP socket below a WebSocket. Engine.IO has no accessor for it; a polling transport has none. */
export function tcpSocketOf(connection: unknown): Writable | undefined {
  const tcp = property(property(property(connection, 'transport'), 'socket'), '_socket');
  return tcp instanceof Writable ? tcp : undefined;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
