import type { Ack, ClientToServerEvents, ServerToClientEvents } from '@business-control/realtime-contracts';
import type { Socket } from 'socket.io-client';
import { clientError, RealtimeError } from './realtime-error.js';

export type RealtimeSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** Emits one call on a socket that waits for the answer. */
type Emit<Data> = (timed: ReturnType<RealtimeSocket['timeout']>) => Promise<Ack<Data>>;

/** Asks the gateway and waits for its answer. Rejects with a {@link RealtimeError}. */
export async function call<Data>(
  socket: RealtimeSocket,
  name: keyof ClientToServerEvents,
  timeoutMs: number,
  emit: Emit<Data>,
): Promise<Data> {
  const answer = await answerOf(socket, name, timeoutMs, emit);
  if (!answer.ok) throw new RealtimeError(answer.error);
  return answer.data;
}

/** While disconnected Socket.IO keeps the call for the next connection, within the same time limit. */
async function answerOf<Data>(
  socket: RealtimeSocket,
  name: keyof ClientToServerEvents,
  timeoutMs: number,
  emit: Emit<Data>,
): Promise<Ack<Data>> {
  try {
    return await emit(socket.timeout(timeoutMs));
  } catch (cause) {
    // Socket.IO gives no other sign than the text of the error which of the two it was.
    throw cause instanceof Error && cause.message.includes('disconnected')
      ? clientError('client.disconnected', `the connection was lost during ${name}`, cause)
      : clientError('client.timeout', `${name} was not answered within ${timeoutMs} ms`, cause);
  }
}
