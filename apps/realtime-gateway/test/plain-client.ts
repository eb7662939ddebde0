import { eventually } from '@business-control/testing';
import { expect, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type Identity, type RunningGateway, tokenFor } from './start-gateway.js';

export interface Frame {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A client that has nothing but a WebSocket; `received` is everything it was sent, in order. */
export interface PlainClient {
  readonly ws: WebSocket;
  readonly received: readonly Frame[];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  types(): string[];
  send(frame: unknown): void;
  /** Sends a request and waits for what answers it. */
  ask(request: Frame): Promise<Frame>;
}

/** Opens a WebSocket to `/ws` and waits for `welcome`; it ends with the test. */
export async function openPlain(
  { url }: Pick<RunningGateway, 'url'>,
  headers: Record<string, string> = {},
): Promise<PlainClient> {
  const ws = new WebSocket(`${url.replace('http', 'ws')}/ws?sid=ignored`, { headers });
  onTestFinished(() => ws.terminate());
  ws.on('error', () => undefined);
  const received: Frame[] = [];
  ws.on('message', (data) => received.push(JSON.parse(String(data))));
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    ws.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
  let asked = 0;
  const send = (frame: unknown) => ws.send(JSON.stringify(frame));
  await eventually(() => expect(received).toEqual([{ type: 'welcome' }]));
  return {
    ws,
    received,
    closed,
    types: () => received.map(({ type }) => type),
    send,
    ask: async (request) => {
      asked += 1;
      const id = `call-${asked}`;
      send({ ...request, id });
      return eventually(() => {
        const answer = received.find((frame) => frame.id === id);
        if (!answer) throw new Error(`no answer to ${request.type}`);
        return answer;
      });
    },
  };
}

/** Connects with a valid token and waits for `auth_success`. */
export async function connectPlain(
  gateway: Pick<RunningGateway, 'url'>,
  { auth, ...identity }: Partial<Identity> & { readonly auth?: object } = {},
): Promise<PlainClient> {
  const client = await openPlain(gateway);
  client.send({ type: 'auth', token: await tokenFor(identity), ...auth });
  await eventually(() => expect(client.types()[1]).toBe('auth_success'));
  return client;
}
