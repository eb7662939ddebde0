import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Target {
  readonly host: string;
  readonly port: number;
}

/** A TCP port that passes each connection on to a target, or drops it where there is none; it closes with the test. */
export async function tcpRelay(targetOf: () => Target | undefined, port = 0) {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const target = targetOf();
    if (!target) {
      client.destroy();
      return;
    }
    const upstream = connect(target);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => open.delete(from) && to.destroy());
    }
  });
  const listening = Promise.withResolvers<void>();
  server.listen(port, '127.0.0.1', listening.resolve);
  await listening.promise;
  const dropAll = () => {
    for (const socket of open) socket.destroy();
  };
  onTestFinished(() => {
    dropAll();
    server.close();
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    connections: () => open.size / 2,
    dropAll,
  };
}
