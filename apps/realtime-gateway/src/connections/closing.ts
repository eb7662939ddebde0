import { closingOf, type SocketErrorCode, socketErrors } from './error-codes.js';
import type { RealtimeSocket } from './realtime-socket.js';

/**
 * Says why, then closes. Stock clients come back by themselves only after a transport that closed, never after a
 * disconnect by the server: so who may come back gets the one, who may not the other.
 */
export function closeSocket(socket: RealtimeSocket, code: SocketErrorCode): void {
  if (socket.data.closing) return;
  socket.data.closing = code;
  socket.emit('realtime:closing', closingOf(code));
  if (socketErrors[code].reconnect) socket.conn.close();
  else socket.disconnect(true);
}
