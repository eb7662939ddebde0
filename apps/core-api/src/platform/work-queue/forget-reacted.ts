import { asc, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../database/database.js';
import { reactedFacts } from './reactions.schema.js';

/** Forgets the facts that had their effect before `time`, oldest first, at most `limit`; answers how many. */
export async function forgetReacted(tx: Transaction, time: Date, limit: number): Promise<number> {
  const old = tx
    .select({ row: sql`ctid` })
    .from(reactedFacts)
    .where(lt(reactedFacts.reactedAt, time))
    .orderBy(asc(reactedFacts.reactedAt))
    .limit(limit);
  const forgotten = await tx
    .delete(reactedFacts)
    .where(sql`ctid in ${old}`)
    .returning({ factId: reactedFacts.factId });
  return forgotten.length;
}
