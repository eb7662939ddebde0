import { AccessTokenError, AccessTokenVerifier, type Principal } from '@business-control/access-token';
import {
  type Ack,
  type AuthRefreshed,
  isPermission,
  REALTIME_NAMESPACE,
} from '@business-control/realtime-contracts';
import { Inject } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import type { GatewayEnv } from '../config/env.js';
import { errorOf, type SocketErrorCode } from '../connections/error-codes.js';
import { refreshRequestSchema } from '../connections/handshake.js';
import type { RealtimeSocket, SocketData } from '../connections/realtime-socket.js';
import { Rooms } from '../connections/rooms.js';
import { mayUseEndpoint } from '../plain-websocket/endpoint.js';
import { GATEWAY_ENV } from '../tokens.js';
import { Standings } from './standings.js';
import { TokenExpiry } from './token-expiry.js';

/** Lets a connection go on with a newer token, in place: no room is left that the token opens, no event is missed. */
@WebSocketGateway({ namespace: REALTIME_NAMESPACE })
export class RefreshGateway {
  constructor(
    private readonly verifier: AccessTokenVerifier,
    private readonly standings: Standings,
    private readonly rooms: Rooms,
    private readonly expiry: TokenExpiry,
    @Inject(GATEWAY_ENV) private readonly env: Pick<GatewayEnv, 'WS_REQUIRED_ROLE'>,
    @InjectPinoLogger(RefreshGateway.name) private readonly logger: PinoLogger,
  ) {}

  /** A refusal leaves the connection as it is, until the token it has expires. */
  @SubscribeMessage('auth:refresh')
  async refresh(
    @ConnectedSocket() socket: RealtimeSocket,
    @MessageBody() request: unknown,
  ): Promise<Ack<AuthRefreshed>> {
    const read = refreshRequestSchema.safeParse(request);
    if (!read.success) return refusal('request.invalid');
    let principal: Principal;
    try {
      principal = await this.verifier.verify(read.data.token);
    } catch (err) {
      if (err instanceof AccessTokenError) return refusal(err.code);
      this.logger.error({ err, socketId: socket.id }, 'a token could not be verified');
      return refusal('internal');
    }
    return this.#adopt(socket, principal, read.data.token);
  }

  /** In one go: what a control event says before or after it counts for the new token as well. */
  #adopt(socket: RealtimeSocket, principal: Principal, token: string): Ack<AuthRefreshed> {
    const { data } = socket;
    if (!sameBearer(data, principal)) return refusal('auth.bearer-mismatch');
    if (!mayUseEndpoint(socket.request, principal.roles, this.env.WS_REQUIRED_ROLE)) {
      return refusal('auth.role-required');
    }
    const { displayName, roles, sessionId, expiresAt } = principal;
    const permissions = new Set(principal.permissions.filter(isPermission));
    const standing = this.standings.refusalOf({ ...data, sessionId, permissions });
    if (standing) return refusal(standing);
    const before = { ...data };
    Object.assign(data, { token, displayName, roles, sessionId, permissions, expiresAt });
    const left = this.rooms.reconsider(socket, before);
    if (socket.connected) this.expiry.watch(socket);
    const rooms = [...data.subscriptions.keys()];
    return { ok: true, data: { expiresAt: new Date(expiresAt).toISOString(), rooms, left } };
  }
}

/** A token that names no device is good for any, as in the handshake. */
function sameBearer(data: SocketData, { userId, organizationId, deviceId }: Principal): boolean {
  return (
    data.userId === userId &&
    data.organizationId === organizationId &&
    (deviceId === null || deviceId === data.deviceId)
  );
}

function refusal(code: SocketErrorCode): Ack<never> {
  return { ok: false, error: errorOf(code) };
}
