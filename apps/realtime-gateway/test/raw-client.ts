import { REALTIME_NAMESPACE } from '@business-control/realtime-contracts';
import { eventually } from '@business-control/testing';
import { expect, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type Identity, type RunningGateway, tokenFor } from './start-gateway.js';

/** A WebSocket that speaks Socket.IO's protocol by hand, so that it can be as slow or as rude as a test needs. */
export interface RawClient {
  readonly ws: WebSocket;
  /** The events it was sent, in order. */
  readonly received: readonly (readonly [name: string, ...args: unknown[]])[];
  /** The code and reason with which the connection ended. */
  readonly closed: Promise<{ readonly code: number }>;
}

/** Opens a WebSocket to the gateway that does not answer by itself; it ends with the test. */
export function rawSocket({ url }: Pick<RunningGateway, 'url'>, headers: Record<string, string> = {}) {
  const ws = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { headers });
  onTestFinished(() => ws.terminate());
  // A refused or broken connection is what some tests are about.
  ws.on('error', () => undefined);
  return ws;
}

/** Connects with a valid token and answers pings, as long as it reads. */
export async function connectRaw(
  gateway: Pick<RunningGateway, 'url'>,
  { auth, ...identity }: Identity & { readonly auth?: object } = {},
): Promise<RawClient> {
  const token = await tokenFor(identity);
  const ws = rawSocket(gateway);
  const prefix = `42${REALTIME_NAMESPACE},`;
  const received: [string, ...unknown[]][] = [];
  ws.on('message', (data) => {
    const packet = String(data);
    if (packet.startsWith('0')) ws.send(`40${REALTIME_NAMESPACE},${JSON.stringify({ token, ...auth })}`);
    else if (packet === '2') ws.send('3');
    else if (packet.startsWith(prefix)) received.push(JSON.parse(packet.slice(prefix.length)));
  });
  const closed = new Promise<{ code: number }>((resolve) => ws.on('close', (code) => resolve({ code })));
  await eventually(() => expect(received[0]?.[0]).toBe('realtime:ready'));
  return { ws, received, closed };
}
