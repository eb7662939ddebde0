import { randomUUID } from 'node:crypto';
import type { EventMeta, TypingPayload } from '@business-control/realtime-contracts';
import { coreApiDouble, ENDLESS_MS, patienceWithCoreApi } from './core-api-double.js';
import { type ConnectAsOptions, connectAs, type RunningGateway, type TestClient } from './start-gateway.js';

export const channelId = randomUUID();
export const ticketId = randomUUID();
export const channel = `chat:channel:${channelId}`;
export const ticket = `chat:ticket:${ticketId}`;
const permissions = ['chat.staff', 'chat.help', 'chat.direct'];

/** A core-api for which everybody is a member of everything. */
export async function openCoreApi(): Promise<string> {
  patienceWithCoreApi(ENDLESS_MS);
  const { url } = await coreApiDouble((request, response) => {
    response.writeHead(request.url?.startsWith('/realtime/rooms/') ? 200 : 503).end('{}');
  });
  return url;
}

/** Connects somebody who may chat. */
export const connectChatter = (
  gateway: Pick<RunningGateway, 'url'>,
  userId: string,
  options: ConnectAsOptions = {},
) => connectAs(gateway, { userId, permissions, ...options });

/** What a client was told of who types, in order. */
export function typingOf({ received }: TestClient): [payload: TypingPayload, meta: EventMeta][] {
  return received
    .filter(([name]) => name === 'chat:typing')
    .map(([, payload, meta]) => [payload as TypingPayload, meta as EventMeta]);
}

/** Who types, in order. */
export const typistsOf = (client: TestClient) => typingOf(client).map(([{ typist }]) => typist.userId);
