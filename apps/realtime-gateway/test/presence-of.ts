import type {
  PresenceChanged,
  PresenceList,
  PresenceListRequest,
} from '@business-control/realtime-contracts';
import type { TestClient } from './start-gateway.js';

/** What a client was told about the presence of others, in order. */
export function changesOf({ received }: TestClient): PresenceChanged[] {
  return received
    .filter(([name]) => name === 'presence:changed')
    .map(([, change]) => change as PresenceChanged);
}

/** Asks who is connected; the `data` of the answer, or its `error`. */
export async function presenceOf(
  { socket }: TestClient,
  request: PresenceListRequest = {},
): Promise<PresenceList> {
  const answer = await socket.emitWithAck('presence:list', request);
  return answer.data ?? answer.error;
}
