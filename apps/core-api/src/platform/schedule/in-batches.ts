import type { Database, Transaction } from '../database/database.js';

/** Small, so that no deletion holds locks for long. */
const BATCH = 1_000;

/** Deletes until nothing is left or the run ends, each batch in a transaction of its own. `forget` deletes as many as it may and answers how many. */
export async function inBatches(
  database: Database,
  ending: AbortSignal,
  forget: (tx: Transaction, limit: number) => Promise<number>,
): Promise<void> {
  let deleted = BATCH;
  while (deleted === BATCH && !ending.aborted) {
    deleted = await database.transaction((tx) => forget(tx, BATCH));
  }
}
