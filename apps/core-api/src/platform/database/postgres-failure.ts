import { DrizzleQueryError } from 'drizzle-orm';
import type { DatabaseFailureCode } from './database-failure.js';

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const FAILURE_OF_STATE: Readonly<Record<string, DatabaseFailureCode>> = {
  /** Read-only: a standby, or a primary that became one. */
  '25006': 'database.unavailable',
  /** Too long without a statement in a transaction. */
  '25P03': 'database.unavailable',
  /** Serialization. */
  '40001': 'database.conflict',
  /** Deadlock. */
  '40P01': 'database.conflict',
  /** Too many connections. */
  '53300': 'database.busy',
  /** `lock_timeout`. */
  '55P03': 'database.too-slow',
  /** Cancelled: `statement_timeout`, or somebody at the server. */
  '57014': 'database.too-slow',
  /** Shut down by its administrator. */
  '57P01': 'database.unavailable',
  /** Shut down by a crash. */
  '57P02': 'database.unavailable',
  /** Not up yet, or going down. */
  '57P03': 'database.unavailable',
  /** Too long without a statement. */
  '57P05': 'database.unavailable',
};

/** Of connections, of resources that are used up, and of the system below PostgreSQL. */
const UNAVAILABLE_CLASSES = ['08', '53', '58'];

/** Of the class of connections: a statement with too many values is told so as well, every time. Fatal, it is of the connection. */
const NOT_UNDERSTOOD = '08P01';

/** Of node-postgres; it has no code. */
const WAITED_IN_VAIN = 'timeout exceeded when trying to connect';
const NO_ANSWER = 'Query read timeout';

/** What PostgreSQL says of a failed statement, when it passes; `undefined` for every other error. */
export function failureOfStatement(error: unknown): DatabaseFailureCode | undefined {
  const state = stateOf(error);
  if (state === undefined || (state === NOT_UNDERSTOOD && !isFatal(error))) return undefined;
  const isUnavailable = UNAVAILABLE_CLASSES.includes(state.slice(0, 2));
  return FAILURE_OF_STATE[state] ?? (isUnavailable ? 'database.unavailable' : undefined);
}

/** Why there is no connection. Whatever it is, somebody puts it right or it passes. */
export function failureToConnect(error: unknown): DatabaseFailureCode {
  if (error instanceof Error && error.message === WAITED_IN_VAIN) return 'database.busy';
  return failureOfStatement(error) ?? 'database.unavailable';
}

/** Whether the server said nothing at all, not even that the statement took too long. */
export function isUnanswered(error: unknown): boolean {
  const cause = causeOf(error);
  return cause instanceof Error && cause.message === NO_ANSWER;
}

function isFatal(error: unknown): boolean {
  const cause = causeOf(error);
  return cause instanceof Error && 'severity' in cause && cause.severity !== 'ERROR';
}

/** The five characters with which PostgreSQL answers a statement that failed. */
export function stateOf(error: unknown): string | undefined {
  const cause = causeOf(error);
  if (!(cause instanceof Error) || !('severity' in cause) || !('code' in cause)) return undefined;
  return typeof cause.code === 'string' ? cause.code : undefined;
}

function causeOf(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? error.cause : error;
}
