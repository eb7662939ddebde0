import type { EventEmitter } from 'node:events';
import type { Socket } from 'socket.io';

/**
 * Connections by address from their first byte on, those included that never say who they are. It holds back who
 * opens more of them than any limit of admitted ones explains, before they cost anything.
 */
export class OpenConnections {
  readonly #counts = new Map<string, number>();

  constructor(private readonly addressOf: (request: Socket['conn']['request']) => string) {}

  of(address: string): number {
    return this.#counts.get(address) ?? 0;
  }

  /** Counts the connections of an Engine.IO server from now on. */
  watch(engine: Pick<EventEmitter, 'on'>): void {
    engine.on('connection', (connection: Socket['conn']) => {
      const address = this.addressOf(connection.request);
      this.#counts.set(address, this.of(address) + 1);
      connection.once('close', () => {
        const left = this.of(address) - 1;
        if (left > 0) this.#counts.set(address, left);
        else this.#counts.delete(address);
      });
    });
  }
}
