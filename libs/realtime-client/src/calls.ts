import type {
  Ack,
  ClientToServerEvents,
  RoomsRequest,
  RoomsResult,
  ServerToClientEvents,
} from '@business-control/realtime-contracts';
import type { Socket } from 'socket.io-client';
import { clientError, RealtimeError } from './realtime-error.js';

export type RealtimeSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** Asks the gateway and waits for its answer. Rejects with a {@link RealtimeError}. */
export async function call(
  socket: RealtimeSocket,
  name: 'subscribe' | 'unsubscribe',
  request: RoomsRequest,
  timeoutMs: number,
): Promise<RoomsResult> {
  const answer = await answerOf(socket, name, request, timeoutMs);
  if (!answer.ok) throw new RealtimeError(answer.error);
  return answer.data;
}

/** While disconnected Socket.IO keeps the call for the next connection, within the same time limit. */
async function answerOf(
  socket: RealtimeSocket,
  name: 'subscribe' | 'unsubscribe',
  request: RoomsRequest,
  timeoutMs: number,
): Promise<Ack<RoomsResult>> {
  try {
    return await socket.timeout(timeoutMs).emitWithAck(name, request);
  } catch (cause) {
    // Socket.IO gives no other sign than the text of the error which of the two it was.
    throw cause instanceof Error && cause.message.includes('disconnected')
      ? clientError('client.disconnected', `the connection was lost during ${name}`, cause)
      : clientError('client.timeout', `${name} was not answered within ${timeoutMs} ms`, cause);
  }
}
