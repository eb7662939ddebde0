import type { AccessTokenErrorCode } from '@business-control/access-token';
import type { ConnectRefusal, RealtimeClosing, RealtimeError } from '@business-control/realtime-contracts';

interface SocketError {
  readonly message: string;
  /** Whether connecting again can succeed without a person doing something. */
  readonly reconnect: boolean;
  /**
   * Of what passes with time: how long one is told to wait at least before the next attempt, twice that at most, unless it
   * is known for how long.
   */
  readonly retryAfterMs?: number;
}

const SOON = 1_000;
/** A place becomes free when somebody leaves. */
const LATER = 5_000;

/** Everything the gateway says no with: refused connections, refused calls and rooms, forced disconnects. */
export const socketErrors = {
  'auth.token-missing': { message: 'an access token is required in auth.token', reconnect: false },
  'auth.token-malformed': { message: 'the access token is not a signed JWT', reconnect: false },
  'auth.token-algorithm': { message: 'the access token is signed in a way not accepted', reconnect: false },
  'auth.token-signature': { message: 'the signature of the access token is wrong', reconnect: false },
  'auth.token-key-unknown': { message: 'the access token is signed with an unknown key', reconnect: false },
  'auth.token-issuer': { message: 'the access token comes from another issuer', reconnect: false },
  'auth.token-audience': { message: 'the access token is meant for another service', reconnect: false },
  'auth.token-expired': { message: 'the access token has expired; get a new one', reconnect: true },
  'auth.token-not-yet-valid': {
    message: 'the access token is not valid yet',
    reconnect: true,
    retryAfterMs: SOON,
  },
  'auth.token-claims': { message: 'the access token lacks a claim or has a wrong one', reconnect: false },
  'auth.keys-unavailable': {
    message: 'access tokens cannot be verified at the moment',
    reconnect: true,
    retryAfterMs: SOON,
  },
  'auth.session-revoked': { message: 'the session has ended; sign in again', reconnect: false },
  'auth.user-disabled': { message: 'the user is disabled', reconnect: false },
  'auth.permissions-changed': {
    message: 'the permissions of the user have changed; get a new token',
    reconnect: true,
  },
  'auth.bearer-mismatch': {
    message: 'the new token is of another user, organization or device',
    reconnect: false,
  },
  'auth.role-required': { message: 'this endpoint requires a role that the token lacks', reconnect: false },
  'auth.timeout': {
    message: 'the first frame, of type auth, did not come in time',
    reconnect: true,
    retryAfterMs: SOON,
  },
  'auth.device-mismatch': { message: 'the access token was issued to another device', reconnect: false },
  'handshake.invalid': {
    message: 'the handshake has not the shape { token, deviceId?, cursor?, rooms? }',
    reconnect: false,
  },
  'namespace.closed': { message: 'connect to the namespace /realtime', reconnect: false },
  'request.invalid': { message: 'the request has not the expected shape', reconnect: false },
  'room.unknown': { message: 'there is no such kind of room, or the id cannot name one', reconnect: false },
  'room.forbidden': { message: 'the token does not open this room', reconnect: false },
  'room.automatic': { message: 'this room is joined and left by itself', reconnect: false },
  'room.membership-unavailable': {
    message: 'membership of this room cannot be checked',
    reconnect: false,
    retryAfterMs: SOON,
  },
  'room.limit-reached': {
    message: 'this connection is in as many rooms as it may be',
    reconnect: false,
    retryAfterMs: LATER,
  },
  'presence.forbidden': { message: 'the token does not let you see who is connected', reconnect: false },
  'presence.unavailable': {
    message: 'who is connected cannot be told at the moment',
    reconnect: false,
    retryAfterMs: SOON,
  },
  'chat.unavailable': {
    message: 'the chat does not answer at the moment; try again',
    reconnect: false,
    retryAfterMs: SOON,
  },
  'origin.forbidden': { message: 'pages of this origin may not connect', reconnect: false },
  'limit.handshakes': {
    message: 'too many attempts to connect from this address',
    reconnect: true,
    retryAfterMs: SOON,
  },
  'limit.connections-per-address': {
    message: 'too many connections from this address',
    reconnect: true,
    retryAfterMs: LATER,
  },
  'limit.connections-per-user': {
    message: 'too many connections of this user',
    reconnect: true,
    retryAfterMs: LATER,
  },
  'limit.connections-per-organization': {
    message: 'too many connections of this organization',
    reconnect: true,
    retryAfterMs: LATER,
  },
  'limit.guests-per-organization': {
    message: 'too many connections of guests at this organization',
    reconnect: true,
    retryAfterMs: LATER,
  },
  'limit.calls': { message: 'too many calls; wait before the next', reconnect: true, retryAfterMs: SOON },
  'going-away': {
    message: 'this gateway is being shut down; connect again',
    reconnect: true,
    retryAfterMs: SOON,
  },
  'not-ready': {
    message: 'this gateway does not take connections yet; connect again',
    reconnect: true,
    retryAfterMs: SOON,
  },
  'slow-consumer': {
    message: 'this connection reads slower than events come; connect again to resume',
    reconnect: true,
    retryAfterMs: SOON,
  },
  internal: { message: 'something went wrong in the gateway', reconnect: true, retryAfterMs: SOON },
} as const satisfies Record<AccessTokenErrorCode, SocketError> & Record<string, SocketError>;

export type SocketErrorCode = keyof typeof socketErrors;

/** `retryAfterMs` only where the time is known that it takes. */
export function errorOf(code: SocketErrorCode, retryAfterMs = retryAfterOf(code)): RealtimeError {
  return { code, message: socketErrors[code].message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

export function closingOf(code: SocketErrorCode, retryAfterMs?: number): RealtimeClosing {
  return { ...errorOf(code, retryAfterMs), reconnect: socketErrors[code].reconnect };
}

/** Left to chance, so that those who were refused together do not come back together. */
function retryAfterOf(code: SocketErrorCode): number | undefined {
  const { retryAfterMs }: SocketError = socketErrors[code];
  return retryAfterMs === undefined ? undefined : Math.round(retryAfterMs * (1 + Math.random()));
}

/** Refuses a connection in a namespace middleware: Socket.IO hands `data` to the client's `connect_error`. */
export class ConnectionRefused extends Error {
  override readonly name = 'ConnectionRefused';
  readonly data: ConnectRefusal;

  constructor(
    readonly code: SocketErrorCode,
    retryAfterMs?: number,
  ) {
    super(socketErrors[code].message);
    this.data = closingOf(code, retryAfterMs);
  }
}
