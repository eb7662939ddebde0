import { PgDialect } from 'drizzle-orm/pg-core';
import { Pool, type PoolConfig } from 'pg';
import type { Reader, Transaction } from './database.js';
import { DatabaseFailure } from './database-failure.js';
import { failureToConnect } from './postgres-failure.js';
import { PostgresLoan } from './postgres-loan.js';
import { within } from './within.js';

const BEGIN_SNAPSHOT = 'begin isolation level repeatable read read only';

/** Runs questions and transactions on the connections of a pool; what passes is thrown as a {@link DatabaseFailure}. */
export class PostgresPool {
  private readonly pool: Pool;
  private readonly dialect = new PgDialect({ casing: 'snake_case' });

  constructor(config: PoolConfig, onError: (error: Error) => void) {
    this.pool = new Pool(config);
    this.pool.on('error', onError);
  }

  read<T>(question: (reader: Reader) => Promise<T>): Promise<T> {
    return this.lend(({ tx }) => question(tx));
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.lend(async (loan) => {
      const result = await run(loan, 'begin', work);
      await loan.commit();
      return result;
    });
  }

  snapshot<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.lend(async (loan) => {
      const result = await run(loan, BEGIN_SNAPSHOT, work);
      // There is nothing to commit.
      await loan.rollback();
      return result;
    });
  }

  /** Waits for the work under way; connections on which nobody answers any more are left behind. */
  async close(ms: number): Promise<void> {
    await within(ms, this.pool.end()).catch(() => undefined);
  }

  private async lend<T>(work: (loan: PostgresLoan) => Promise<T>): Promise<T> {
    const client = await this.pool.connect().catch((error) => {
      throw new DatabaseFailure(failureToConnect(error), error);
    });
    const loan = new PostgresLoan(client, this.dialect);
    try {
      return await work(loan);
    } catch (error) {
      throw loan.failureOf(error);
    } finally {
      loan.giveBack();
    }
  }
}

async function run<T>(loan: PostgresLoan, begin: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  await loan.begin(begin);
  try {
    return await work(loan.tx);
  } catch (error) {
    await loan.rollback(error);
    throw error;
  }
}
