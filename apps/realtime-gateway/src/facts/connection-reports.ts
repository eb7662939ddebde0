import type { ConnectionOpenedPayload } from '@business-control/realtime-contracts';
import { Inject, Injectable } from '@nestjs/common';
import { type ConnectionObserver, ConnectionObservers } from '../connections/connection-observers.js';
import type { RealtimeSocket } from '../connections/realtime-socket.js';
import { Admission } from '../limits/admission.js';
import { CLOCK, type Clock, GATEWAY_ID } from '../tokens.js';
import { GatewayFacts } from './gateway-facts.js';

/** Tells core-api who was let in and how each connection ended. */
@Injectable()
export class ConnectionReports implements ConnectionObserver {
  readonly #openedAt = new WeakMap<RealtimeSocket, string>();

  constructor(
    private readonly facts: GatewayFacts,
    private readonly admission: Admission,
    @Inject(GATEWAY_ID) private readonly gatewayId: string,
    @Inject(CLOCK) private readonly now: Clock,
    observers: ConnectionObservers,
  ) {
    observers.add(this);
  }

  opened(socket: RealtimeSocket): void {
    const openedAt = this.#time();
    this.#openedAt.set(socket, openedAt);
    const { userId, organizationId, deviceId } = socket.data;
    const connection = this.#describe(socket);
    this.facts.report(
      'realtime:connection:opened',
      organizationId,
      connection,
      { userId, deviceId },
      openedAt,
    );
  }

  closed(socket: RealtimeSocket, disconnectReason: string): void {
    const { userId, organizationId, deviceId, closing } = socket.data;
    const connection = {
      ...this.#describe(socket),
      reason: closing ?? disconnectReason,
      openedAt: this.#openedAt.get(socket) ?? this.#time(),
    };
    this.facts.report('realtime:connection:closed', organizationId, connection, { userId, deviceId });
  }

  #describe({ id, conn, request, data }: RealtimeSocket): ConnectionOpenedPayload {
    return {
      connectionId: id,
      userId: data.userId,
      deviceId: data.deviceId,
      roles: [...data.roles],
      sessionId: data.sessionId,
      address: this.admission.addressOf(request),
      gatewayId: this.gatewayId,
      transport: conn.transport.name,
    };
  }

  #time(): string {
    return new Date(this.now()).toISOString();
  }
}
