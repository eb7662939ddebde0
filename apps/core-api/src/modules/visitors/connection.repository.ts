import { Injectable } from '@nestjs/common';
import { and, asc, count, eq, inArray, isNull, lt, lte, sql } from 'drizzle-orm';
import type { Reader, Transaction } from '../../platform/database/database.js';
import type { ConnectionState } from './connection-state.js';
import { connectionGateways, connectionStates, connections } from './visitors.schema.js';

export interface Connection {
  readonly connectionId: string;
  readonly gatewayId: string;
  readonly userId: string;
  readonly deviceId: string | null;
  readonly openedAt: Date;
}

/** So many rows that their parameters stay far below what one statement may have. */
const ROWS_PER_STATEMENT = 2_000;

@Injectable()
export class ConnectionRepository {
  /** A gateway said something. */
  async hear(tx: Transaction, organizationId: string, gatewayId: string, heardAt: Date): Promise<void> {
    await tx
      .insert(connectionGateways)
      .values({ organizationId, gatewayId, heardAt })
      .onConflictDoUpdate({
        target: [connectionGateways.organizationId, connectionGateways.gatewayId],
        set: { heardAt: sql`greatest(${connectionGateways.heardAt}, excluded.heard_at)` },
      });
  }

  /** Those that are known stay as they are: what has closed stays closed. Answers whose are new. */
  async open(tx: Transaction, organizationId: string, opened: readonly Connection[]): Promise<string[]> {
    const userIds: string[] = [];
    for (let from = 0; from < opened.length; from += ROWS_PER_STATEMENT) {
      const rows = opened.slice(from, from + ROWS_PER_STATEMENT);
      const added = await tx
        .insert(connections)
        .values(rows.map((connection) => ({ organizationId, ...connection })))
        .onConflictDoNothing()
        .returning({ userId: connections.userId });
      userIds.push(...added.map(({ userId }) => userId));
    }
    return userIds;
  }

  async close(
    tx: Transaction,
    organizationId: string,
    connection: Connection,
    closedAt: Date,
  ): Promise<void> {
    await tx
      .insert(connections)
      .values({ organizationId, ...connection, closedAt })
      .onConflictDoUpdate({
        target: [connections.organizationId, connections.connectionId],
        set: { closedAt },
        setWhere: isNull(connections.closedAt),
      });
  }

  /** Closes those of a gateway that were open at a moment and are not among those it held then. Answers whose they were. */
  async closeOthers(
    tx: Transaction,
    organizationId: string,
    gatewayId: string,
    held: readonly string[],
    at: Date,
  ): Promise<string[]> {
    const closed = await tx
      .update(connections)
      .set({ closedAt: at })
      .where(
        and(
          openOn(organizationId, [gatewayId]),
          lte(connections.openedAt, at),
          // One parameter, however many a gateway holds.
          sql`${connections.connectionId} <> all(${sql.param([...held])}::text[])`,
        ),
      )
      .returning({ userId: connections.userId });
    return closed.map(({ userId }) => userId);
  }

  /** Organizations with gateways that have said nothing since. */
  async listSilent(reader: Reader, since: Date): Promise<string[]> {
    const { organizationId, heardAt } = connectionGateways;
    const rows = await reader
      .select({ organizationId })
      .from(connectionGateways)
      .where(lt(heardAt, since))
      .groupBy(organizationId);
    return rows.map((row) => row.organizationId);
  }

  /**
   * Forgets the gateways that have said nothing since, and what was open there, without a trace: should one be alive after all, its next
   * list brings its connections back. Answers whose they were.
   */
  async forgetSilent(tx: Transaction, organizationId: string, since: Date): Promise<string[]> {
    const silent = await tx
      .delete(connectionGateways)
      .where(
        and(eq(connectionGateways.organizationId, organizationId), lt(connectionGateways.heardAt, since)),
      )
      .returning({ gatewayId: connectionGateways.gatewayId });
    if (silent.length === 0) return [];
    const gatewayIds = silent.map(({ gatewayId }) => gatewayId);
    const gone = await tx
      .delete(connections)
      .where(openOn(organizationId, gatewayIds))
      .returning({ userId: connections.userId });
    return gone.map(({ userId }) => userId);
  }

  /** Of all organizations, the longest closed first, at most `limit`; answers how many. */
  async forgetClosed(tx: Transaction, before: Date, limit: number): Promise<number> {
    const old = tx
      .select({ row: sql`ctid` })
      .from(connections)
      .where(lt(connections.closedAt, before))
      .orderBy(asc(connections.closedAt))
      .limit(limit);
    const forgotten = await tx
      .delete(connections)
      .where(sql`ctid in ${old}`)
      .returning({ connectionId: connections.connectionId });
    return forgotten.length;
  }

  /** How many are open, by user; who has none is not in it. */
  async countOpen(
    tx: Transaction,
    organizationId: string,
    userIds: readonly string[],
  ): Promise<Map<string, number>> {
    const rows = await tx
      .select({ userId: connections.userId, open: count() })
      .from(connections)
      .where(openOf(organizationId, userIds))
      .groupBy(connections.userId);
    return new Map(rows.map(({ userId, open }) => [userId, open]));
  }

  /** The devices of open connections, by user, each once; `null` for connections that named none. */
  async devicesOf(
    tx: Transaction,
    organizationId: string,
    userIds: readonly string[],
  ): Promise<Map<string, (string | null)[]>> {
    if (userIds.length === 0) return new Map();
    const rows = await tx
      .selectDistinct({ userId: connections.userId, deviceId: connections.deviceId })
      .from(connections)
      .where(openOf(organizationId, userIds))
      .orderBy(connections.userId, connections.deviceId);
    const devices = new Map<string, (string | null)[]>();
    for (const { userId, deviceId } of rows) devices.set(userId, [...(devices.get(userId) ?? []), deviceId]);
    return devices;
  }

  async states(
    tx: Transaction,
    organizationId: string,
    userIds: readonly string[],
  ): Promise<Map<string, ConnectionState>> {
    if (userIds.length === 0) return new Map();
    const { userId, state, since } = connectionStates;
    const rows = await tx
      .select({ userId, state, since })
      .from(connectionStates)
      .where(and(eq(connectionStates.organizationId, organizationId), inArray(userId, [...userIds])));
    return new Map(rows.map((row) => [row.userId, row]));
  }

  async saveState(tx: Transaction, organizationId: string, state: ConnectionState): Promise<void> {
    await tx
      .insert(connectionStates)
      .values({ organizationId, ...state })
      .onConflictDoUpdate({
        target: [connectionStates.organizationId, connectionStates.userId],
        set: { state: state.state, since: state.since },
      });
  }

  async forgetState(tx: Transaction, organizationId: string, userId: string): Promise<void> {
    await tx
      .delete(connectionStates)
      .where(and(eq(connectionStates.organizationId, organizationId), eq(connectionStates.userId, userId)));
  }
}

function openOf(organizationId: string, userIds: readonly string[]) {
  return and(
    eq(connections.organizationId, organizationId),
    inArray(connections.userId, [...userIds]),
    isNull(connections.closedAt),
  );
}

function openOn(organizationId: string, gatewayIds: readonly string[]) {
  return and(
    eq(connections.organizationId, organizationId),
    inArray(connections.gatewayId, [...gatewayIds]),
    isNull(connections.closedAt),
  );
}
