import { AccessTokenError, type AccessTokenVerifier, type Principal } from '@business-control/access-token';
import { isPermission } from '@business-control/realtime-contracts';
import type { Standings } from '../authorization/standings.js';
import type { GatewayEnv } from '../config/env.js';
import type { Admission } from '../limits/admission.js';
import { mayUseEndpoint } from '../plain-websocket/endpoint.js';
import { ConnectionRefused, type SocketErrorCode } from './error-codes.js';
import { type Handshake, readHandshake } from './handshake.js';
import type { RealtimeSocket, SocketData } from './realtime-socket.js';

/**
 * The namespace middleware that lets a connection in or says why not. It runs before `connection`, where guards
 * do not: a socket that has no principal never exists for the rest of the gateway.
 */
export function authenticate(
  verifier: Pick<AccessTokenVerifier, 'verify'>,
  admission: Pick<Admission, 'knock' | 'admit' | 'addressOf'>,
  standings: Pick<Standings, 'refusalOf'>,
  env: Pick<GatewayEnv, 'WS_REQUIRED_ROLE'>,
  refused: (socket: RealtimeSocket, code: SocketErrorCode, cause: unknown) => void,
) {
  return async (socket: RealtimeSocket, next: (error?: Error) => void): Promise<void> => {
    try {
      await admission.knock(socket.request);
      const handshake = readHandshake(socket.handshake);
      // It lives as long as the connection, and anything may be in it.
      socket.handshake.auth = {};
      if (!handshake) throw new ConnectionRefused('handshake.invalid');
      if (!handshake.token) throw new ConnectionRefused('auth.token-missing');
      const { token } = handshake;
      const principal = await verifier.verify(token);
      if (!mayUseEndpoint(socket.request, principal.roles, env.WS_REQUIRED_ROLE)) {
        throw new ConnectionRefused('auth.role-required');
      }
      socket.data = { ...socketDataOf(principal, handshake), token };
      await admitSocket(socket, admission);
      const standing = standings.refusalOf(socket.data);
      if (standing) throw new ConnectionRefused(standing);
    } catch (cause) {
      const refusal = refusalOf(cause);
      refused(socket, refusal.code, cause);
      next(refusal);
      return;
    }
    next();
  };
}

/** Counts the connection until it ends, whether or not it comes to anything. */
async function admitSocket(
  socket: RealtimeSocket,
  admission: Pick<Admission, 'admit' | 'addressOf'>,
): Promise<void> {
  const { userId, organizationId, roles } = socket.data;
  const address = admission.addressOf(socket.request);
  const release = await admission.admit({ address, userId, organizationId, roles });
  socket.once('disconnect', release);
  socket.conn.once('close', release);
  // It may have ended while it was counted.
  if (socket.conn.readyState === 'closed') release();
}

/** The device of the token is proven, the one of the handshake is a claim: it only fills a blank. */
function socketDataOf(
  principal: Principal,
  { deviceId, rooms, cursor }: Handshake,
): Omit<SocketData, 'token'> {
  const { userId, organizationId, displayName, roles, sessionId, permissions, expiresAt } = principal;
  if (principal.deviceId !== null && deviceId !== undefined && deviceId !== principal.deviceId) {
    throw new ConnectionRefused('auth.device-mismatch');
  }
  return {
    userId,
    organizationId,
    deviceId: principal.deviceId ?? deviceId ?? null,
    displayName,
    roles,
    sessionId,
    permissions: new Set(permissions.filter(isPermission)),
    expiresAt,
    requestedRooms: rooms,
    presentedCursor: cursor,
    subscriptions: new Map(),
  };
}

function refusalOf(cause: unknown): ConnectionRefused {
  if (cause instanceof ConnectionRefused) return cause;
  return new ConnectionRefused(cause instanceof AccessTokenError ? cause.code : 'internal');
}
