import type { EventEmitter } from 'node:events';
import type { Socket } from 'socket.io';
import { PacketType } from 'socket.io-parser';

/** A client makes one, and one more with each newer token after it was refused. */
const MAX_ATTEMPTS = 20;

/** The namespace that was asked for is in the answer, and nobody here has one with a name as long. */
const MAX_NAME_LENGTH = 100;

/** One is made to change from polling to a WebSocket, and a few more when networks change in between. */
const MAX_PROBES = 20;

/**
 * Cuts a connection off that asks for namespaces, or whether a WebSocket works, again and again. Each attempt is answered, also one
 * for a namespace that does not exist, and who does not read the answers would fill the memory with them.
 */
export function limitAttempts(engine: Pick<EventEmitter, 'on'>): void {
  engine.on('connection', (connection: Socket['conn']) => {
    let attempts = 0;
    // Before it is answered.
    connection.on('packet', ({ data }: { readonly data?: unknown }) => {
      if (typeof data !== 'string' || !data.startsWith(String(PacketType.CONNECT))) return;
      attempts += 1;
      const [name = ''] = data.slice(1).split(/[,{]/, 1);
      if (attempts > MAX_ATTEMPTS || name.length > MAX_NAME_LENGTH) connection.close(true);
    });
    let probes = 0;
    connection.on('upgrading', () => {
      probes += 1;
      if (probes > MAX_PROBES) connection.close(true);
    });
  });
}
