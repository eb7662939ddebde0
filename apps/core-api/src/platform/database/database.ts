import type { ExtractTablesWithRelations } from 'drizzle-orm';
import type { PgQueryResultHKT, PgTransaction } from 'drizzle-orm/pg-core';

/** What both drivers answer to a raw `execute`: rows, whatever else they add. */
interface RawResult<Row> {
  rows: Row[];
}

interface RawResultKind extends PgQueryResultHKT {
  type: RawResult<this['row']>;
}

type NoSchema = Record<string, never>;

/** An open transaction; everything that touches a table takes one. */
export type Transaction = PgTransaction<RawResultKind, NoSchema, ExtractTablesWithRelations<NoSchema>>;

/** A lock that one holder at a time has, over all processes on the same database. */
export interface Lock {
  /** Aborts when the lock is gone, whether it was released or its connection was lost. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** What can be asked outside of a transaction. */
export type Reader = Pick<Transaction, 'select'>;

/** How `snapshot` reads. */
export const snapshotMode = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;

/** The store: PostgreSQL, or PGlite embedded in the process. Both pass `describeDatabase`. */
export abstract class Database {
  /** Commits when `work` resolves; rolls back and rethrows when it throws. Isolation is READ COMMITTED. */
  abstract transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * Reads: everything `work` asks for is as it was at one moment, whatever commits meanwhile. It cannot write, and
   * waits for nobody.
   */
  abstract snapshot<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** One question, without a transaction around it: a third of the round trips, where every request asks. */
  abstract read<T>(question: (reader: Reader) => Promise<T>): Promise<T>;
  /**
   * A question about the state of things, of probes and metrics: it waits neither long nor for the connections that requests share, so that
   * a crowd is not taken for an outage.
   */
  abstract observe<T>(question: (reader: Reader) => Promise<T>): Promise<T>;
  /**
   * Calls `onNotify` for every `pg_notify` on the channel, and after a lost connection came back, as
   * notifications may have been missed meanwhile. Resolves, once listening, to the way to stop.
   */
  abstract listen(channel: string, onNotify: () => void): Promise<() => Promise<void>>;
  /** `undefined` when someone else holds the lock. Each lock has a connection of its own, not one of the pool. */
  abstract tryLock(name: string): Promise<Lock | undefined>;
  /**
   * Brings the tables up to date. Safe to run twice and from several processes at once. Throws `StartupError` when the database was
   * made by other migrations.
   */
  abstract migrate(): Promise<void>;
  abstract close(): Promise<void>;
}
