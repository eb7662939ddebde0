import type { ConnectionsListedPayload } from '@business-control/realtime-contracts';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { GatewayEnv } from '../config/env.js';
import { type ConnectionObserver, ConnectionObservers } from '../connections/connection-observers.js';
import type { RealtimeSocket } from '../connections/realtime-socket.js';
import { CLOCK, type Clock, GATEWAY_ENV, GATEWAY_ID } from '../tokens.js';
import { GatewayFacts } from './gateway-facts.js';

type ListedConnection = ConnectionsListedPayload['connections'][number];

/**
 * Tells core-api now and then who is connected here. Reports of single connections can get lost; a list makes up for them, and
 * its absence tells that the gateway is gone.
 */
@Injectable()
export class ConnectionLists implements ConnectionObserver, OnApplicationBootstrap, OnApplicationShutdown {
  readonly #organizations = new Map<string, Map<string, ListedConnection>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly facts: GatewayFacts,
    @Inject(GATEWAY_ID) private readonly gatewayId: string,
    @Inject(CLOCK) private readonly now: Clock,
    @Inject(GATEWAY_ENV) private readonly env: Pick<GatewayEnv, 'CONNECTIONS_LIST_SECONDS'>,
    observers: ConnectionObservers,
  ) {
    observers.add(this);
  }

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => this.report(), this.env.CONNECTIONS_LIST_SECONDS * 1000).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  opened({ id: connectionId, data: { organizationId, userId, deviceId } }: RealtimeSocket): void {
    const connections = this.#organizations.get(organizationId) ?? new Map<string, ListedConnection>();
    this.#organizations.set(organizationId, connections);
    const openedAt = new Date(this.now()).toISOString();
    connections.set(connectionId, { connectionId, userId, deviceId, openedAt });
  }

  closed({ id, data: { organizationId } }: RealtimeSocket): void {
    const connections = this.#organizations.get(organizationId);
    connections?.delete(id);
    if (connections?.size === 0) this.#organizations.delete(organizationId);
  }

  /** An organization that nobody is connected of is not mentioned. */
  report(): void {
    const { gatewayId } = this;
    for (const [organizationId, connections] of this.#organizations) {
      const listed = { gatewayId, connections: [...connections.values()] };
      this.facts.report('realtime:connections:listed', organizationId, listed);
    }
  }
}
