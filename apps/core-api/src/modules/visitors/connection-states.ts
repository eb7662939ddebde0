import type { DomainEvent } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { sql } from 'drizzle-orm';
import { Clock } from '../../platform/clock/clock.js';
import type { Transaction } from '../../platform/database/database.js';
import { type Connection, ConnectionRepository } from './connection.repository.js';
import { type ConnectionState, stateAfter } from './connection-state.js';

/** Told of everybody whose state has changed, in the transaction in which it did; answers the events this causes. */
export type ConnectionObserver = (
  tx: Transaction,
  organizationId: string,
  changed: readonly ConnectionState[],
) => Promise<readonly DomainEvent[]>;

/**
 * Who is connected, as gateways tell it: in single reports, which can be late, early, repeated or lost, and in lists of all they hold,
 * which make up for that. Whatever changes it takes its turn in the organization first, so that observers decide on what
 * everyone before has left.
 */
@Injectable()
export class ConnectionStates {
  private readonly observers: ConnectionObserver[] = [];

  constructor(
    private readonly connections: ConnectionRepository,
    private readonly clock: Clock,
  ) {}

  observe(observer: ConnectionObserver): void {
    this.observers.push(observer);
  }

  /** One transaction at a time in each organization, until it ends; over all processes. Nothing may be locked before it. */
  async takeTurn(tx: Transaction, organizationId: string): Promise<void> {
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtext('connection-states'), hashtext(${organizationId}))`,
    );
  }

  /** By user; who has never been connected is not in it. */
  of(
    tx: Transaction,
    organizationId: string,
    userIds: readonly string[],
  ): Promise<Map<string, ConnectionState>> {
    return this.connections.states(tx, organizationId, userIds);
  }

  async opened(tx: Transaction, organizationId: string, connection: Connection): Promise<DomainEvent[]> {
    await this.takeTurn(tx, organizationId);
    await this.connections.hear(tx, organizationId, connection.gatewayId, this.clock.now());
    await this.connections.open(tx, organizationId, [connection]);
    return this.settle(tx, organizationId, [connection.userId], connection.openedAt);
  }

  async closed(
    tx: Transaction,
    organizationId: string,
    connection: Connection,
    closedAt: Date,
  ): Promise<DomainEvent[]> {
    await this.takeTurn(tx, organizationId);
    await this.connections.hear(tx, organizationId, connection.gatewayId, this.clock.now());
    await this.connections.close(tx, organizationId, connection, closedAt);
    return this.settle(tx, organizationId, [connection.userId], closedAt);
  }

  /** All that a gateway held at a moment: what it opened since is not in it. */
  async listed(
    tx: Transaction,
    organizationId: string,
    gatewayId: string,
    held: readonly Connection[],
    at: Date,
  ): Promise<DomainEvent[]> {
    await this.takeTurn(tx, organizationId);
    await this.connections.hear(tx, organizationId, gatewayId, this.clock.now());
    const ids = held.map(({ connectionId }) => connectionId);
    const closed = await this.connections.closeOthers(tx, organizationId, gatewayId, ids, at);
    const opened = await this.connections.open(tx, organizationId, held);
    return this.settle(tx, organizationId, [...opened, ...closed], at);
  }

  /** Gateways that have said nothing since were killed; their clients are away from now on. */
  async forgetSilent(tx: Transaction, organizationId: string, since: Date): Promise<DomainEvent[]> {
    await this.takeTurn(tx, organizationId);
    const userIds = await this.connections.forgetSilent(tx, organizationId, since);
    return this.settle(tx, organizationId, userIds, this.clock.now());
  }

  private async settle(
    tx: Transaction,
    organizationId: string,
    userIds: readonly string[],
    at: Date,
  ): Promise<DomainEvent[]> {
    if (userIds.length === 0) return [];
    const before = await this.connections.states(tx, organizationId, userIds);
    const open = await this.connections.countOpen(tx, organizationId, userIds);
    const changed: ConnectionState[] = [];
    for (const userId of new Set(userIds)) {
      const known = before.get(userId);
      const state = stateAfter(known, { userId, open: open.get(userId) ?? 0 }, at);
      if (!state || state === known) continue;
      await this.connections.saveState(tx, organizationId, state);
      changed.push(state);
    }
    if (changed.length === 0) return [];
    const caused: DomainEvent[] = [];
    for (const observe of this.observers) caused.push(...(await observe(tx, organizationId, changed)));
    return caused;
  }
}
