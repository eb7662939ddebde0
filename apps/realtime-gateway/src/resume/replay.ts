import type { RealtimeReady } from '@business-control/realtime-contracts';
import type { RealtimeSocket } from '../connections/realtime-socket.js';
import type { Resumption } from './resume.js';

type Welcome = Omit<RealtimeReady, 'cursor' | 'resume' | 'replayed' | 'serverTime'>;

/**
 * Greets a socket that is in its rooms, then gives it what it missed. In one go: an event that arrives now comes
 * after the last one missed. The position at the end covers what the socket may not see.
 */
export function greet(socket: RealtimeSocket, welcome: Welcome, resumption: Resumption): void {
  const { resume, cursor } = resumption;
  const missed = resumption.resume === 'replayed' ? resumption.missed : [];
  const serverTime = new Date().toISOString();
  socket.emit('realtime:ready', { ...welcome, cursor, resume, replayed: missed.length, serverTime });
  socket.data.toldPosition = cursor;
  if (resumption.resume !== 'replayed') return;
  // Names and payloads come from a catalogue, checked by `deliver`; the type of the socket does not know them.
  for (const { name, args } of missed) Reflect.apply(socket.emit, socket, [name, ...args]);
  if (missed.at(-1)?.args[1].cursor !== resumption.head) {
    socket.emit('realtime:position', { cursor: resumption.head });
  }
  socket.data.toldPosition = resumption.head;
}
