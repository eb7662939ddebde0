import type { EventEmitter } from 'node:events';
import type { Socket } from 'socket.io';
import { PacketType } from 'socket.io-parser';

/** A client makes one, and one more with each newer token after it was refused. */
const MAX_ATTEMPTS = 20;

/**
 * Cuts a connection off that asks for namespaces again and again. Each attempt is answered, also one for a namespace
 * that does not exist, and who does not read the answers would fill the memory with them.
 */
export function limitNamespaceAttempts(engine: Pick<EventEmitter, 'on'>): void {
  engine.on('connection', (connection: Socket['conn']) => {
    let attempts = 0;
    connection.on('message', (packet: unknown) => {
      if (typeof packet !== 'string' || !packet.startsWith(String(PacketType.CONNECT))) return;
      attempts += 1;
      if (attempts > MAX_ATTEMPTS) connection.close(true);
    });
  });
}
