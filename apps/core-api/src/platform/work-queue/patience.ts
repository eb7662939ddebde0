import type { DatabaseFailureCode } from '../database/database-failure.js';

const FIRST_MS = 200;
const MOST_MS = 5_000;

/**
 * For how long the database may fail in this way before it counts as a failed attempt at a fact. An outage says nothing about the fact; but
 * what is too slow, or in others' way, again and again, may be so because of what the fact asks for.
 */
const PATIENCE_MS: Readonly<Record<DatabaseFailureCode, number>> = {
  'database.unavailable': Number.POSITIVE_INFINITY,
  'database.busy': Number.POSITIVE_INFINITY,
  'database.outcome-unknown': Number.POSITIVE_INFINITY,
  'database.too-slow': 120_000,
  'database.conflict': 120_000,
};

/** How long to wait before the same fact is tried again, after `failures` (1 or more) in a row; `undefined`: the attempt has failed. */
export function patienceWith(
  code: DatabaseFailureCode,
  { failures, sinceMs }: { readonly failures: number; readonly sinceMs: number },
): number | undefined {
  if (sinceMs >= PATIENCE_MS[code]) return undefined;
  return Math.min(FIRST_MS * 2 ** (failures - 1), MOST_MS);
}
