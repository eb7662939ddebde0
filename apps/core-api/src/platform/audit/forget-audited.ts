import { asc, inArray, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../database/database.js';
import { auditEntries } from './audit.schema.js';

/** Deletes the oldest entries recorded before `time`, at most `limit`; answers how many. */
export async function forgetAudited(tx: Transaction, time: Date, limit: number): Promise<number> {
  // The one key to the trigger that keeps entries; it is valid until the transaction ends.
  await tx.execute(sql`select set_config('audit.retention', 'on', true)`);
  const old = tx
    .select({ entryId: auditEntries.entryId })
    .from(auditEntries)
    .where(lt(auditEntries.recordedAt, time))
    .orderBy(asc(auditEntries.recordedAt))
    .limit(limit);
  const deleted = await tx
    .delete(auditEntries)
    .where(inArray(auditEntries.entryId, old))
    .returning({ entryId: auditEntries.entryId });
  return deleted.length;
}
