import type { EventEmitter } from 'node:events';
import type { Socket } from 'socket.io';

/**
 * Connections by network from their first byte on, those included that never say who they are. It holds back who
 * opens more of them than any limit of admitted ones explains, before they cost anything.
 */
export class OpenConnections {
  readonly #counts = new Map<string, number>();

  constructor(private readonly networkOf: (request: Socket['conn']['request']) => string) {}

  of(network: string): number {
    return this.#counts.get(network) ?? 0;
  }

  /** Counts the connections of an Engine.IO server from now on. */
  watch(engine: Pick<EventEmitter, 'on'>): void {
    engine.on('connection', (connection: Socket['conn']) => {
      const network = this.networkOf(connection.request);
      this.#counts.set(network, this.of(network) + 1);
      connection.once('close', () => {
        const left = this.of(network) - 1;
        if (left > 0) this.#counts.set(network, left);
        else this.#counts.delete(network);
      });
    });
  }
}
