/**
 * Why the database did not do what it was asked, for a reason that passes. Unless the code is `database.outcome-unknown`, nothing was
 * changed.
 */
export type DatabaseFailureCode =
  /** It cannot be reached, goes down or comes up, or takes no changes. */
  | 'database.unavailable'
  /** It, or this process, has no connection to spare. */
  | 'database.busy'
  /** A statement took longer than statements may. */
  | 'database.too-slow'
  /** Of transactions in each other's way this one had to give in; the same again may go through at once. */
  | 'database.conflict'
  /** The connection was lost while the transaction was being committed: it may have been, wholly. */
  | 'database.outcome-unknown';

/** Every `Database` throws it; whatever else it throws will not pass by itself. */
export class DatabaseFailure extends Error {
  override readonly name = 'DatabaseFailure';

  constructor(
    readonly code: DatabaseFailureCode,
    cause: unknown,
  ) {
    super(reasonOf(cause), { cause });
  }
}

/** What is at the bottom of it: what wraps the errors of drivers repeats the query, with its values. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}
