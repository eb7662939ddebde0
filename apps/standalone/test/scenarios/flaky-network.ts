import { openTcpRelay, type TcpRelay } from '@business-control/testing';

/** The network between clients and the edge: it carries everything, and now and then drops a connection. */
export interface FlakyNetwork extends Pick<TcpRelay, 'dropOne' | 'close'> {
  readonly url: string;
}

export async function startFlakyNetwork(edgeUrl: string): Promise<FlakyNetwork> {
  const { hostname: host, port } = new URL(edgeUrl);
  const relay = await openTcpRelay(() => ({ host, port: Number(port) }));
  return { ...relay, url: `http://127.0.0.1:${relay.port}` };
}
