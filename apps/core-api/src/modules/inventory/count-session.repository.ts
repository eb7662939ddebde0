import { Injectable } from '@nestjs/common';
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { Count, CountSession, CountStatus } from './count-session.js';
import { countSessions, counts } from './count-session.schema.js';

type CountSessionRow = Omit<CountSession, 'counts'>;

interface CountSessionFilter {
  readonly warehouseId?: string | undefined;
  readonly status?: CountStatus | undefined;
  /** The last one of the page before. */
  readonly before?: string | undefined;
  readonly limit: number;
}

@Injectable()
export class CountSessionRepository {
  /** Throws `inventory.count-session-running` while another one of the warehouse runs. */
  async insert(tx: Transaction, organizationId: string, session: CountSession): Promise<void> {
    const { warehouseId } = session;
    const inserted = await tx
      .insert(countSessions)
      .values({ organizationId, ...session })
      .onConflictDoNothing()
      .returning({ countSessionId: countSessions.countSessionId });
    if (inserted.length === 0) throw new RuleViolated('inventory.count-session-running', { warehouseId });
  }

  async get(tx: Transaction, organizationId: string, countSessionId: string): Promise<CountSession> {
    const [row] = await tx.select().from(countSessions).where(byId(organizationId, countSessionId));
    return found(tx, organizationId, countSessionId, row);
  }

  /** The session as it is once everyone before has committed; it stays as it is until this transaction ends. */
  async lock(tx: Transaction, organizationId: string, countSessionId: string): Promise<CountSession> {
    const [row] = await tx
      .select()
      .from(countSessions)
      .where(byId(organizationId, countSessionId))
      .for('update');
    return found(tx, organizationId, countSessionId, row);
  }

  /** Stores a session that this transaction has locked, without its counts. */
  async save(tx: Transaction, organizationId: string, session: CountSession): Promise<void> {
    const { status, version, movementId, updatedAt } = session;
    await tx
      .update(countSessions)
      .set({ status, version, movementId, updatedAt })
      .where(byId(organizationId, session.countSessionId));
  }

  /** Stores one count of a session that this transaction has locked. */
  async saveCount(
    tx: Transaction,
    organizationId: string,
    countSessionId: string,
    { productId, ...count }: Count,
  ): Promise<void> {
    await tx
      .insert(counts)
      .values({ organizationId, countSessionId, productId, ...count })
      .onConflictDoUpdate({
        target: [counts.organizationId, counts.countSessionId, counts.productId],
        set: count,
      });
  }

  /** Newest first. */
  async list(
    tx: Transaction,
    organizationId: string,
    { warehouseId, status, before, limit }: CountSessionFilter,
  ): Promise<CountSession[]> {
    const rows = await tx
      .select()
      .from(countSessions)
      .where(
        and(
          eq(countSessions.organizationId, organizationId),
          warehouseId ? eq(countSessions.warehouseId, warehouseId) : undefined,
          status ? eq(countSessions.status, status) : undefined,
          before ? olderThan(organizationId, before) : undefined,
        ),
      )
      .orderBy(desc(countSessions.openedAt), desc(countSessions.countSessionId))
      .limit(limit);
    return withCounts(tx, organizationId, rows);
  }
}

async function found(
  tx: Transaction,
  organizationId: string,
  countSessionId: string,
  row: CountSessionRow | undefined,
): Promise<CountSession> {
  const [session] = await withCounts(tx, organizationId, row ? [row] : []);
  if (!session) throw new RuleViolated('inventory.count-session-not-found', { countSessionId });
  return session;
}

async function withCounts(
  tx: Transaction,
  organizationId: string,
  rows: readonly CountSessionRow[],
): Promise<CountSession[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ countSessionId }) => countSessionId);
  const ofSessions = await tx
    .select()
    .from(counts)
    .where(and(eq(counts.organizationId, organizationId), inArray(counts.countSessionId, ids)))
    .orderBy(asc(counts.sku));
  const bySession = new Map<string, Count[]>();
  for (const { countSessionId, ...count } of ofSessions) {
    const own = bySession.get(countSessionId) ?? [];
    own.push(count);
    bySession.set(countSessionId, own);
  }
  return rows.map((row) => ({ ...row, counts: bySession.get(row.countSessionId) ?? [] }));
}

function byId(organizationId: string, countSessionId: string) {
  return and(
    eq(countSessions.organizationId, organizationId),
    eq(countSessions.countSessionId, countSessionId),
  );
}

/** Pages continue after a session, not at a number of rows: sessions opened meanwhile shift nothing. */
function olderThan(organizationId: string, countSessionId: string) {
  return sql`(${countSessions.openedAt}, ${countSessions.countSessionId}) < (
    select earlier.opened_at, earlier.count_session_id from ${countSessions} earlier
    where earlier.organization_id = ${organizationId} and earlier.count_session_id = ${countSessionId})`;
}
