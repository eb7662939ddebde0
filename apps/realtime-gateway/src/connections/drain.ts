import type { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { closeSocket } from './closing.js';
import { tcpSocketOf } from './coalesce-writes.js';
import type { Namespace, RealtimeSocket } from './realtime-socket.js';

/** How fast sockets are sent away when there are few: a dozen need not wait for the whole grace period. */
const MS_PER_SOCKET = 5;

/** How long a client waits at most before it connects again; each is given its own share of it. */
const MAX_RETRY_AFTER_MS = 2_000;

/** How long the last ones get to take their leave; what is left is cut off. */
const LEAVE_MS = 2_000;
const LOOK_AGAIN_MS = 20;

/**
 * Sends every socket of this gateway away, in random order spread over at most `graceMs`, so that the other gateways
 * get them a few at a time, and waits until they are gone. Until its turn a socket is served as ever.
 */
export async function drain({ sockets, server }: Namespace, graceMs: number): Promise<void> {
  const turns = Array.from(sockets.values(), (socket) => ({ socket, turn: Math.random() }));
  turns.sort((a, b) => a.turn - b.turn);
  const spreadMs = Math.min(graceMs, turns.length * MS_PER_SOCKET);
  const leaving: (Writable | undefined)[] = [];
  const startedAt = performance.now();
  for (const { socket, turn } of turns) {
    const waitMs = turn * spreadMs - (performance.now() - startedAt);
    if (waitMs >= 1) await delay(waitMs);
    leaving.push(sendAway(socket));
  }
  // Not only until Socket.IO has let go of them: what they were told last may still be on its way. Nor of them alone: handshakes that
  // were under way end with the word to go elsewhere.
  for (let waited = 0; waited < LEAVE_MS; waited += LOOK_AGAIN_MS) {
    await delay(LOOK_AGAIN_MS);
    const open = sockets.size + server.engine.clientsCount;
    if (open === 0 && leaving.every((tcp) => !tcp || tcp.destroyed)) return;
  }
}

function sendAway(socket: RealtimeSocket): Writable | undefined {
  const tcp = tcpSocketOf(socket.conn);
  closeSocket(socket, 'going-away', Math.round(Math.random() * MAX_RETRY_AFTER_MS));
  return tcp;
}
