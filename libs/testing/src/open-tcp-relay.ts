import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface RelayTarget {
  readonly host: string;
  readonly port: number;
}

/** The network between a client and a server, which a test can break without stopping either. */
export interface TcpRelay {
  readonly port: number;
  /** How many connections pass through it now. */
  connections(): number;
  /** Cuts one of them, whichever, without a word to either end. */
  dropOne(): void;
  dropAll(): void;
  close(): Promise<void>;
}

/**
 * Opens a TCP port on loopback that passes each connection on to the target that is named at that moment, or drops it where none is. A
 * `port` of 0 is a free one.
 */
export async function openTcpRelay(targetOf: () => RelayTarget | undefined, port = 0): Promise<TcpRelay> {
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    const target = targetOf();
    if (!target) {
      client.destroy();
      return;
    }
    const upstream = connect(target);
    clients.add(client);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        clients.delete(client);
        to.destroy();
      });
    }
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const dropAll = () => {
    for (const client of clients) client.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => clients.size,
    dropOne: () => [...clients][Math.floor(Math.random() * clients.size)]?.destroy(),
    dropAll,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      dropAll();
      await closed;
    },
  };
}
