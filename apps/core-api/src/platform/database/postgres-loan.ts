import { DrizzleQueryError } from 'drizzle-orm';
import { NodePgSession, NodePgTransaction } from 'drizzle-orm/node-postgres';
import type { PgDialect } from 'drizzle-orm/pg-core';
import type { PoolClient } from 'pg';
import type { Transaction } from './database.js';
import { DatabaseFailure } from './database-failure.js';
import { failureOfStatement, isUnanswered, stateOf } from './postgres-failure.js';

/** A connection of the pool, lent for one piece of work. It goes back fit for the next one, or not at all. */
export class PostgresLoan {
  /** Asks questions; between `begin` and `commit` it is a transaction. */
  readonly tx: Transaction;
  /** Why the connection is of no use any more. */
  private broken: unknown;

  constructor(
    private readonly client: PoolClient,
    dialect: PgDialect,
  ) {
    this.tx = new NodePgTransaction(dialect, new NodePgSession(client, dialect, undefined), undefined);
    // Nobody else listens while it is lent, and an error that nobody hears ends the process.
    client.on('error', this.breakDown);
  }

  async begin(statement: string): Promise<void> {
    await this.client.query(statement).catch((error) => {
      this.breakDown(error);
      throw error;
    });
  }

  async rollback(cause?: unknown): Promise<void> {
    if (isUnanswered(cause)) this.breakDown(cause);
    // PostgreSQL rolls back what it has of a lost connection.
    if (this.broken === undefined) await this.client.query('rollback').catch(this.breakDown);
  }

  /** Throws what the failure is to the caller: an answer of PostgreSQL says that it did not commit, silence says nothing. */
  async commit(): Promise<void> {
    if (this.broken !== undefined) throw this.broken;
    const { command } = await this.client.query('commit').catch((error) => {
      const refused = stateOf(error) !== undefined && failureOfStatement(error) !== 'database.unavailable';
      if (refused) throw error;
      this.breakDown(error);
      throw new DatabaseFailure('database.outcome-unknown', error);
    });
    // So PostgreSQL answers when a statement failed and the work went on as if it had not.
    if (command !== 'COMMIT')
      throw new Error('a failed statement was ignored: the transaction is rolled back');
  }

  /** What an error of the work is to the caller: a failure of the database, or itself. */
  failureOf(error: unknown): unknown {
    if (isUnanswered(error)) this.breakDown(error);
    const code = this.isOfBroken(error) ? 'database.unavailable' : failureOfStatement(error);
    if (code === undefined) return error;
    // The next one may find a server that takes changes again.
    if (code === 'database.unavailable') this.breakDown(error);
    return new DatabaseFailure(code, error);
  }

  giveBack(): void {
    const fit = this.broken === undefined && this.client.getTransactionStatus() === 'I';
    this.client.release(!fit);
    this.client.off('error', this.breakDown);
  }

  /** Not what the work thought of by itself, on a connection that happens to be broken. */
  private isOfBroken(error: unknown): boolean {
    if (this.broken === undefined) return false;
    return error === this.broken || (error instanceof DrizzleQueryError && stateOf(error) === undefined);
  }

  private readonly breakDown = (error: unknown): void => {
    this.broken ??= error;
  };
}
