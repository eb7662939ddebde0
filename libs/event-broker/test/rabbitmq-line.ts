import { openTcpRelay } from '@business-control/testing';

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
  const url = new URL(rabbitmqUrl);
  const target = { host: url.hostname, port: Number(url.port) };
  let isCut = false;
  let refused = 0;
  const relay = await openTcpRelay(() => {
    if (!isCut) return target;
    refused += 1;
    return undefined;
  });
  url.host = `127.0.0.1:${relay.port}`;
  return {
    url: url.href,
    refused: () => refused,
    cut: () => {
      isCut = true;
      refused = 0;
      relay.dropAll();
    },
    mend: () => {
      isCut = false;
    },
    close: relay.close,
  };
}
