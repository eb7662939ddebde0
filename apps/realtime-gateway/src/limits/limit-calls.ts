import { closeSocket } from '../connections/closing.js';
import { errorOf } from '../connections/error-codes.js';
import type { RealtimeSocket } from '../connections/realtime-socket.js';
import type { Admission } from './admission.js';

/** Refusals in a window after which a client is not worth an answer any more. */
const MAX_REFUSALS = 1_000;

/** Refuses the calls of a socket that are too many, and closes one that goes on all the same. */
export function limitCalls(socket: RealtimeSocket, admission: Pick<Admission, 'excessOfCalls'>): void {
  let refusals = 0;
  let windowEnds = 0;
  socket.use(async (packet: readonly unknown[], next) => {
    const excess = await admission.excessOfCalls(socket.id, socket.data);
    if (!excess) {
      next();
      return;
    }
    const now = performance.now();
    if (now > windowEnds) refusals = 0;
    windowEnds = now + excess.retryAfterMs;
    refusals += 1;
    if (refusals > MAX_REFUSALS) {
      closeSocket(socket, 'limit.calls', excess.retryAfterMs);
      return;
    }
    const ack = packet.at(-1);
    if (typeof ack === 'function') ack({ ok: false, error: errorOf('limit.calls', excess.retryAfterMs) });
  });
}
