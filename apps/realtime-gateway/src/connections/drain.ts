import { setTimeout as delay } from 'node:timers/promises';
import { closeSocket } from './closing.js';
import type { Namespace } from './realtime-socket.js';

/** How long sockets get to take their leave; the rest is cut off. */
const DRAIN_MS = 2_000;
const LOOK_AGAIN_MS = 20;

/** Sends every socket of this gateway away and waits until they are gone. */
export async function drain({ sockets }: Namespace): Promise<void> {
  for (const socket of sockets.values()) closeSocket(socket, 'going-away');
  for (let waited = 0; sockets.size > 0 && waited < DRAIN_MS; waited += LOOK_AGAIN_MS) {
    await delay(LOOK_AGAIN_MS);
  }
}
