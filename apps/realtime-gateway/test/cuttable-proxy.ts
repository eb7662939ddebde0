import type { RelayTarget } from '@business-control/testing';
import { tcpRelay } from './tcp-relay.js';

/** A TCP port in front of a server that can be made to look stopped, without stopping the server for others. */
export async function cuttableProxy(target: RelayTarget, port = 0) {
  let cut = false;
  const relay = await tcpRelay(() => (cut ? undefined : target), port);
  return {
    port: relay.port,
    connections: relay.connections,
    cut: () => {
      cut = true;
      relay.dropAll();
    },
    mend: () => {
      cut = false;
    },
    fallSilent: relay.fallSilent,
    speak: relay.speak,
  };
}

/** The address of a server by way of such a port. */
export async function cuttableLine(serverUrl: string) {
  const url = new URL(serverUrl);
  const proxy = await cuttableProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${proxy.port}`;
  return { ...proxy, url: url.href };
}
