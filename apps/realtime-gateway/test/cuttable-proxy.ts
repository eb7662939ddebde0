import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A TCP port in front of a server that can be made to look stopped, without stopping the server for others. */
export async function cuttableProxy(target: { host: string; port: number }, port = 0) {
  const open = new Set<Socket>();
  let cut = false;
  const server = createServer((client) => {
    if (cut) {
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
  const stop = () => {
    cut = true;
    for (const socket of open) socket.destroy();
  };
  onTestFinished(() => {
    stop();
    server.close();
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    connections: () => open.size / 2,
    cut: stop,
    mend: () => {
      cut = false;
    },
  };
}
