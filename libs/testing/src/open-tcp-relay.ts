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
  /** Neither end hears any more of the other, not even that it went, as of a host that vanished; until `speak`. */
  fallSilent(): void;
  speak(): void;
  close(): Promise<void>;
}

/**
 * Opens a TCP port on loopback that passes each connection on to the target that is named at that moment, or drops it where none is. A
 * `port` of 0 is a free one.
 */
export async function openTcpRelay(targetOf: () => RelayTarget | undefined, port = 0): Promise<TcpRelay> {
  const clients = new Set<Socket>();
  const upstreams = new Map<Socket, Socket>();
  let silent = false;
  const join = (from: Socket, to: Socket) => {
    if (from.destroyed) to.destroy();
    else from.pipe(to);
  };
  const server = createServer((client) => {
    const target = targetOf();
    if (!target) {
      client.destroy();
      return;
    }
    const upstream = connect(target);
    clients.add(client);
    upstreams.set(client, upstream);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      if (!silent) join(from, to);
      // The end follows, whatever it was.
      from.on('error', () => undefined);
      from.on('close', () => {
        clients.delete(client);
        if (silent) return;
        upstreams.delete(client);
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
    fallSilent: () => {
      silent = true;
      for (const [client, upstream] of upstreams) {
        client.unpipe(upstream);
        upstream.unpipe(client);
      }
    },
    speak: () => {
      silent = false;
      for (const [client, upstream] of upstreams) {
        join(client, upstream);
        join(upstream, client);
      }
    },
    close: async () => {
      const closed = once(server, 'close');
      silent = false;
      server.close();
      for (const [client, upstream] of upstreams) {
        client.destroy();
        upstream.destroy();
      }
      await closed;
    },
  };
}
