import type { Ack, EventName, ServerToClientEvents } from '@business-control/realtime-contracts';
import { INVALID_CALL, PING_CALL } from './client-frames.js';

/** A frame to a client, to be sent as JSON. */
export type ServerFrame = { readonly type: string } & Readonly<Record<string, unknown>>;

/** What the gateway itself says: its fields stand in the frame beside this type. Every other name is an event. */
const noticeTypes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'realtime:ready': 'auth_success',
    'realtime:resync': 'resync',
    'realtime:position': 'position',
    'realtime:closing': 'closing',
    'realtime:room-left': 'room-left',
    'auth:expiring': 'auth:expiring',
    'presence:changed': 'presence:changed',
  } as const satisfies Record<Exclude<keyof ServerToClientEvents, EventName>, string>),
);

export function frameOf(name: string, payload: unknown, meta: unknown): ServerFrame {
  const type = noticeTypes.get(name);
  if (type === undefined) return { type: 'event', event: name, payload, meta };
  return { ...(typeof payload === 'object' && payload), type };
}

/** The answer to a call. Who pings or sends what is no call expects no `ack`. */
export function answerOf(call: string, id: string | number | undefined, answer: Ack<unknown>): ServerFrame {
  const known = id === undefined ? {} : { id };
  if (call !== PING_CALL && call !== INVALID_CALL) return { type: 'ack', ...known, ...answer };
  return answer.ok ? { type: 'pong', ...known } : { type: 'error', ...known, ...answer.error };
}
