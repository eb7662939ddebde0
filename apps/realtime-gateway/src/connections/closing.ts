import { tcpSocketOf } from './coalesce-writes.js';
import { closingOf, type SocketErrorCode, socketErrors } from './error-codes.js';
import type { RealtimeSocket } from './realtime-socket.js';

/** How long a client gets to take what was written before it, and the reason; then it is cut off. */
const CUT_OFF_MS = 5_000;

/**
 * Says why, then closes. Stock clients come back by themselves only after a transport that closed, never after a
 * disconnect by the server: so who may come back gets the one, who may not the other. Nothing is written after it.
 */
export function closeSocket(socket: RealtimeSocket, code: SocketErrorCode, retryAfterMs?: number): void {
  if (socket.data.closing) return;
  socket.data.closing = code;
  socket.emit('realtime:closing', closingOf(code, retryAfterMs));
  cutOffLater(socket);
  if (socketErrors[code].reconnect) socket.conn.close();
  else socket.disconnect(true);
}

/** A client that does not read would otherwise keep its connection, and all that waits for it. */
function cutOffLater({ conn }: RealtimeSocket): void {
  const tcp = tcpSocketOf(conn);
  const timer = setTimeout(() => {
    conn.close(true);
    tcp?.destroy();
  }, CUT_OFF_MS);
  timer.unref();
  tcp?.once('close', () => clearTimeout(timer));
}
