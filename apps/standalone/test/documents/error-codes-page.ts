import { table } from './table.js';

interface HttpError {
  readonly status: number;
  readonly message: string;
}

interface SocketError {
  readonly message: string;
  readonly reconnect: boolean;
  readonly retryAfterMs?: number;
}

/** `docs/ERROR_CODES.md`: every code a client can meet, from the tables that answer with it. */
export function errorCodesPage(
  http: Readonly<Record<string, HttpError>>,
  sockets: Readonly<Record<string, SocketError>>,
  closeCodeOf: (code: string) => number,
): string {
  return [
    '# Error codes',
    '',
    '<!-- Generated from the tables of the apps by `npm run docs`. Do not edit. -->',
    '',
    'A code never changes its meaning: programs decide by it. The message is for people and may change. The codes of access',
    'tokens (`auth.token-*`, `auth.keys-unavailable`) are the same in both apps.',
    '',
    '## HTTP: core-api',
    '',
    'The answer is `{ error: { code, message, facts?, issues?, requestId } }` with the status of the code. What passes with time tells',
    'when to try again, in the header `Retry-After` and as the fact `retryAfterMs`.',
    '',
    ...table(
      ['code', 'status', 'message'],
      sorted(http).map(([code, { status, message }]) => [`\`${code}\``, String(status), message]),
    ),
    '## Sockets: realtime-gateway',
    '',
    'A code comes as `connect_error` (`data.code`), as `realtime:closing` before a disconnect, as the error of an answer to a',
    'call, or beside a room that was refused. *Reconnect* says whether connecting again can succeed without a person doing',
    'something; what passes with time tells in `retryAfterMs` when to try again. A WebSocket without Socket.IO (`/ws`) is',
    'closed with the *close code*, and the code is the reason. Before a connection exists the code is the message of an answer with',
    'status 400 or 403, and nothing else is told.',
    '',
    ...table(
      ['code', 'reconnect', '`retryAfterMs`', 'close code', 'message'],
      sorted(sockets).map(([code, { reconnect, retryAfterMs, message }]) => [
        `\`${code}\``,
        reconnect ? 'yes' : 'no',
        retryAfterMs === undefined ? 'no' : 'yes',
        String(closeCodeOf(code)),
        message,
      ]),
    ),
  ].join('\n');
}

function sorted<Entry>(entries: Readonly<Record<string, Entry>>): [string, Entry][] {
  return Object.entries(entries).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
