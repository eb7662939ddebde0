import { and, asc, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Reader, Transaction } from '../database/database.js';
import { outboxEvents } from './outbox.schema.js';

export type OutboxRow = typeof outboxEvents.$inferSelect;

/** How far the relay is behind. */
export interface OutboxLag {
  /** Events committed and not yet published, counted up to 10,000. */
  readonly unpublished: number;
  readonly oldestAt: Date | null;
}

const LAG_COUNTED = 10_000;

/**
 * The oldest events that are not published.
 *
 * A scan for unpublished rows, never "everything after position p": positions are given at insert, so a transaction
 * of another organization that commits late shows up below positions that were published long before, and a
 * high-water mark would skip it for good. Inside an organization the order by position is the order by
 * `seq`, and no `seq` is missing before one that is visible: the head's lock lets the next transaction
 * insert only after the one before it has committed.
 */
export async function readUnpublished(reader: Reader, limit: number): Promise<OutboxRow[]> {
  return reader
    .select()
    .from(outboxEvents)
    .where(isNull(outboxEvents.publishedAt))
    .orderBy(asc(outboxEvents.position))
    .limit(limit);
}

export async function markPublished(tx: Transaction, positions: readonly number[], at: Date): Promise<void> {
  await tx
    .update(outboxEvents)
    .set({ publishedAt: at })
    .where(and(inArray(outboxEvents.position, [...positions]), isNull(outboxEvents.publishedAt)));
}

export async function readLag(reader: Reader): Promise<OutboxLag> {
  const [oldest] = await readUnpublished(reader, 1);
  if (!oldest) return { unpublished: 0, oldestAt: null };
  const pending = reader
    .select({ position: outboxEvents.position })
    .from(outboxEvents)
    .where(isNull(outboxEvents.publishedAt))
    .limit(LAG_COUNTED)
    .as('pending');
  const [counted] = await reader.select({ unpublished: sql<number>`count(*)::int` }).from(pending);
  return { unpublished: counted?.unpublished ?? 0, oldestAt: oldest.occurredAt };
}

/**
 * Deletes at most `limit` events published before `time`, and says how many. Only from the old end: it stops at the
 * first event that must stay, so that finding the rows costs no more than deleting them.
 */
export async function forgetPublished(tx: Transaction, time: Date, limit: number): Promise<number> {
  const firstKept = tx
    .select({ position: outboxEvents.position })
    .from(outboxEvents)
    .where(or(isNull(outboxEvents.publishedAt), sql`${outboxEvents.publishedAt} >= ${time}`))
    .orderBy(asc(outboxEvents.position))
    .limit(1);
  const old = tx
    .select({ position: outboxEvents.position })
    .from(outboxEvents)
    .where(lt(outboxEvents.position, sql`coalesce((${firstKept}), 9223372036854775807)`))
    .orderBy(asc(outboxEvents.position))
    .limit(limit);
  const deleted = await tx
    .delete(outboxEvents)
    .where(inArray(outboxEvents.position, old))
    .returning({ position: outboxEvents.position });
  return deleted.length;
}
