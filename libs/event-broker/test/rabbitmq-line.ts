import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The network between a broker and RabbitMQ. It keeps its port while it is cut, and lets nobody through. */
export interface RabbitmqLine {
  /** AMQP address of the virtual host at the other end. */
  readonly url: string;
  /** How many attempts to connect have failed since it was cut. */
  readonly refused: () => number;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function openRabbitmqLine(rabbitmqUrl: string): Promise<RabbitmqLine> {
  const { hostname, port } = new URL(rabbitmqUrl);
  const open = new Set<Socket>();
  let isCut = false;
  let refused = 0;
  const server = createServer((client) => {
    if (isCut) {
      refused += 1;
      client.destroy();
      return;
    }
    const upstream = connect(Number(port), hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(rabbitmqUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const cut = () => {
    isCut = true;
    refused = 0;
    for (const socket of open) socket.destroy();
  };
  return {
    url: url.href,
    refused: () => refused,
    cut,
    mend: () => {
      isCut = false;
    },
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
