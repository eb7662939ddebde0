import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The network between clients and the edge: it carries everything, and now and then drops a connection. */
export interface FlakyNetwork {
  readonly url: string;
  /** Cuts one of the connections, without a word to either end. */
  cutOne(): void;
  stop(): void;
}

export async function startFlakyNetwork(edgeUrl: string): Promise<FlakyNetwork> {
  const edge = new URL(edgeUrl);
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(edge.port), edge.hostname);
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
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    cutOne: () => [...clients][Math.floor(Math.random() * clients.size)]?.destroy(),
    stop: () => {
      for (const client of clients) client.destroy();
      server.close();
    },
  };
}
