import { createDatabase, eventually, type TestDatabase } from '@business-control/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeDatabase } from '../src/platform/database/database.features.js';
import { PostgresDatabase } from '../src/platform/database/postgres-database.js';

describeDatabase('PostgreSQL', async () => {
  const server = await createDatabase();
  const database = new PostgresDatabase({ uri: server.uri });
  return {
    database,
    another: async () => new PostgresDatabase({ uri: server.uri }),
    close: async () => {
      await database.close();
      await server.drop();
    },
  };
});

describe('lost connections to PostgreSQL', () => {
  let server: TestDatabase;
  let database: PostgresDatabase;
  let operator: PostgresDatabase;

  beforeAll(async () => {
    server = await createDatabase();
    database = new PostgresDatabase({ uri: server.uri });
    operator = new PostgresDatabase({ uri: server.uri });
  });
  afterAll(async () => {
    await database.close();
    await operator.close();
    await server.drop();
  });

  /** Ends every session whose last statement looks like this, as a failover would. */
  const cut = (statement: string) =>
    operator.transaction((tx) =>
      tx.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and query ilike ${statement}`),
    );

  it('tells the holder of a lock, and another may have it', async () => {
    const lock = await database.tryLock('leader');
    expect(lock?.lost.aborted).toBe(false);
    await cut('%pg_try_advisory_lock%');
    await eventually(() => expect(lock?.lost.aborted).toBe(true));
    // The holder may hear of it before the session has let go.
    const next = await eventually(async () => {
      const lock = await operator.tryLock('leader');
      return lock ?? expect.unreachable('nobody else may have it');
    });
    await next.release();
  });

  it('listens again, and reports that notifications may have been missed', async () => {
    let heard = 0;
    const stop = await database.listen('outbox', () => {
      heard += 1;
    });
    await cut('listen %');
    await eventually(() => expect(heard).toBe(1));
    await operator.transaction((tx) => tx.execute(sql`select pg_notify('outbox', '')`));
    await eventually(() => expect(heard).toBe(2));
    await stop();
  });

  it('replaces connections of the pool', async () => {
    const errors: Error[] = [];
    const pooled = new PostgresDatabase({ uri: server.uri, onError: (error) => errors.push(error) });
    await pooled.transaction((tx) => tx.execute(sql`select 'idle in the pool'`));
    await operator.transaction((tx) =>
      tx.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and query = 'commit'`),
    );
    await eventually(() => expect(errors).toHaveLength(1));
    const { rows } = await pooled.transaction((tx) => tx.execute(sql`select 1 as one`));
    expect(rows).toEqual([{ one: 1 }]);
    await pooled.close();
  });

  it('stops trying to listen when it is closed while the server refuses it', async () => {
    const own = await createDatabase();
    const doomed = new PostgresDatabase({ uri: own.uri });
    await doomed.listen('outbox', () => undefined);
    await own.drop();
    await doomed.close();
    await expect(doomed.transaction(async () => 1)).rejects.toThrow();
  });
});
