import { tcpRelay } from './tcp-relay.js';

/** A TCP port that hands every connection to the next of some servers, in turns; it closes with the test. */
export async function balancer(portsOf: () => readonly number[]): Promise<{ readonly url: string }> {
  let turn = 0;
  const relay = await tcpRelay(() => {
    const ports = portsOf();
    const port = ports[turn++ % ports.length];
    return port === undefined ? undefined : { host: '127.0.0.1', port };
  });
  return { url: `http://127.0.0.1:${relay.port}` };
}
