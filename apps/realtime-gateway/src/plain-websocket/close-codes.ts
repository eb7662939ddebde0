import type { SocketErrorCode } from '../connections/error-codes.js';

type Kind = SocketErrorCode extends infer Code
  ? Code extends `${infer Head}.${string}`
    ? Head
    : Code
  : never;

/** The WebSocket close codes, by the first word of the error code; the whole of it is the reason of the close. */
const closeCodes = {
  handshake: 4400,
  request: 4400,
  namespace: 4400,
  auth: 4401,
  room: 4403,
  origin: 4403,
  presence: 4503,
  chat: 4503,
  'slow-consumer': 4408,
  limit: 4429,
  internal: 4500,
  'going-away': 4503,
  'not-ready': 4503,
} as const satisfies Record<Kind, number>;

/** What a connection is closed with when there is nothing to say, as for one that no longer answers. */
const GOING_AWAY = 1001;

export function closeCodeOf(code: string | undefined): number {
  const kind = code?.split('.', 1)[0];
  return Object.entries(closeCodes).find(([name]) => name === kind)?.[1] ?? GOING_AWAY;
}
