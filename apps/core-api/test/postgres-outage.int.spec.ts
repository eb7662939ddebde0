import {
  createDatabase,
  eventually,
  openTcpRelay,
  type RelayTarget,
  type TestDatabase,
} from '@business-control/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { PostgresDatabase, type PostgresOptions } from '../src/platform/database/postgres-database.js';
import { relayOn, ScriptedBroker } from './relay-fixture.js';
import { appendTicks, patience } from './ticks.js';

describe('PostgreSQL that is slow, crowded or gone', () => {
  let server: TestDatabase;
  let operator: PostgresDatabase;
  let target: RelayTarget;

  beforeAll(async () => {
    server = await createDatabase();
    operator = new PostgresDatabase({ uri: server.uri, bounds: patience });
    await operator.migrate();
    await operator.transaction((tx) => tx.execute(sql`create table notes (text text primary key)`));
    const { hostname: host, port } = new URL(server.uri);
    target = { host, port: Number(port) };
  });
  afterAll(async () => {
    await operator.close();
    await server.drop();
  });
  beforeEach(() => operator.transaction((tx) => tx.execute(sql`truncate notes`)));

  /** A database with one connection, behind a network of its own. */
  const open = async ({ bounds, ...options }: Partial<PostgresOptions> = {}) => {
    let connections = 0;
    const network = await openTcpRelay(() => {
      connections += 1;
      return target;
    });
    const uri = new URL(options.uri ?? server.uri);
    uri.host = `127.0.0.1:${network.port}`;
    const database = new PostgresDatabase({
      poolSize: 1,
      ...options,
      bounds: { ...patience, ...bounds },
      uri: uri.href,
    });
    onTestFinished(async () => {
      network.speak();
      await database.close();
      await network.close();
    });
    return { database, network, connections: () => connections };
  };
  const write = (database: PostgresDatabase, text: string) =>
    database.transaction((tx) => tx.execute(sql`insert into notes values (${text})`));
  const written = async () => {
    const { rows } = await operator.transaction((tx) =>
      tx.execute<{ text: string }>(sql`select text from notes order by text`),
    );
    return rows.map(({ text }) => text);
  };
  const failsWith = (code: string, work: Promise<unknown>) =>
    expect(work).rejects.toMatchObject({ name: 'DatabaseFailure', code });
  /** It works again, with the only connection that it may have; when the network does. */
  const goesOn = async (database: PostgresDatabase) => {
    const afterwards = sql`insert into notes values ('afterwards') on conflict do nothing`;
    await eventually(() => database.transaction((tx) => tx.execute(afterwards)), { timeoutMs: 30_000 });
    expect(await written()).toContain('afterwards');
  };
  const vanishing = { connectMs: 5_000, statementMs: 5_000, silenceMs: 1_000 };
  const gate = () => Promise.withResolvers<void>();

  it('ends a statement that takes too long, and keeps nothing of its transaction', async () => {
    const { database, connections } = await open({ bounds: { statementMs: 5_000 } });
    const slow = database.transaction(async (tx) => {
      await tx.execute(sql`insert into notes values ('before')`);
      await tx.execute(sql`select pg_sleep(600)`);
    });
    await failsWith('database.too-slow', slow);
    await failsWith(
      'database.too-slow',
      database.read((reader) => reader.select({ slept: sql`pg_sleep(600)` }).from(sql`(values (1)) as once`)),
    );
    expect(await written()).toEqual([]);
    await goesOn(database);
    // PostgreSQL had answered: the connection was as good as before.
    expect(connections()).toBe(1);
  });

  it('frees the locks of a transaction that says nothing any more', async () => {
    const { database } = await open({ bounds: { idleInTransactionMs: 5_000 } });
    const [holds, forgotten] = [gate(), gate()];
    const idle = database.transaction(async (tx) => {
      await tx.execute(sql`insert into notes values ('held')`);
      holds.resolve();
      await forgotten.promise;
      await tx.execute(sql`insert into notes values ('late')`);
    });
    await holds.promise;
    await write(operator, 'held');
    forgotten.resolve();
    await failsWith('database.unavailable', idle);
    expect(await written()).toEqual(['held']);
    await goesOn(database);
  });

  it('leaves an error that the work thought of by itself as it is', async () => {
    const { database, network } = await open();
    const work = database.transaction(async (tx) => {
      await tx.execute(sql`insert into notes values ('lost')`);
      network.dropAll();
      await eventually(() => expect(network.connections()).toBe(0));
      throw new RangeError('no');
    });
    await expect(work).rejects.toThrow(RangeError);
    expect(await written()).toEqual([]);
    await goesOn(database);
  });

  it('says that all connections are taken', async () => {
    const { database } = await open({ bounds: { connectMs: 1_000 } });
    // Once there is a connection, the second counts for the one who waits for it.
    await eventually(() => write(database, 'first'));
    const [taken, finish] = [gate(), gate()];
    const busy = database.transaction(async (tx) => {
      taken.resolve();
      await finish.promise;
      await tx.execute(sql`insert into notes values ('second')`);
    });
    await taken.promise;
    await failsWith('database.busy', write(database, 'third'));
    finish.resolve();
    await busy;
    expect(await written()).toEqual(['first', 'second']);
  });

  it('says that the server has no connection to spare', async () => {
    const role = `crowded_${new URL(server.uri).pathname.slice(1)}`;
    await operator.transaction((tx) => tx.execute(sql.raw(`create role ${role} login connection limit 0`)));
    onTestFinished(() =>
      operator.transaction(async (tx) => void (await tx.execute(sql.raw(`drop role ${role}`)))),
    );
    const uri = new URL(server.uri);
    uri.username = role;
    const { database } = await open({ uri: uri.href });
    await failsWith('database.busy', write(database, 'refused'));
  });

  it('says that it cannot be reached, or only read', async () => {
    const { database, network } = await open();
    await operator.transaction((tx) =>
      tx.execute(
        sql.raw(
          `alter database ${new URL(server.uri).pathname.slice(1)} set default_transaction_read_only = on`,
        ),
      ),
    );
    await failsWith('database.unavailable', write(database, 'read-only'));
    await operator.transaction((tx) =>
      tx.execute(
        sql.raw(
          `alter database ${new URL(server.uri).pathname.slice(1)} reset default_transaction_read_only`,
        ),
      ),
    );
    // Not on the connection that was read-only.
    await goesOn(database);
    await network.close();
    await failsWith('database.unavailable', write(database, 'refused'));
    expect(await written()).toEqual(['afterwards']);
  });

  it('ends one of two transactions that wait for each other, and says so', async () => {
    const { database } = await open({ poolSize: 2 });
    await write(operator, 'a');
    await write(operator, 'b');
    const [first, second] = [gate(), gate()];
    const lock = (text: string) => sql`select from notes where text = ${text} for update`;
    const outcomes = await Promise.allSettled([
      database.transaction(async (tx) => {
        await tx.execute(lock('a'));
        first.resolve();
        await second.promise;
        await tx.execute(lock('b'));
      }),
      database.transaction(async (tx) => {
        await tx.execute(lock('b'));
        second.resolve();
        await first.promise;
        await tx.execute(lock('a'));
      }),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const failed = outcomes.find(({ status }) => status === 'rejected');
    expect(failed).toMatchObject({ reason: { code: 'database.conflict' } });
  });

  it('says that nobody knows whether it was committed when the connection is lost meanwhile', async () => {
    const { database, network } = await open();
    await operator.transaction((tx) =>
      tx.execute(sql`
        create function wait() returns trigger language plpgsql as $$
          begin perform pg_advisory_xact_lock(1); return null; end $$;
        create constraint trigger wait after insert on notes deferrable initially deferred
          for each row when (new.text = 'committing') execute function wait()`),
    );
    const committing = gate();
    const waiting = sql`select from pg_stat_activity
      where datname = current_database() and query = 'commit' and wait_event = 'advisory'`;
    await operator.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(1)`);
      const lost = write(database, 'committing').finally(committing.resolve);
      const failed = failsWith('database.outcome-unknown', lost);
      // In a transaction of its own each time: within one, PostgreSQL tells the same again.
      const found = () => operator.transaction((other) => other.execute(waiting));
      await eventually(async () => expect((await found()).rows).toHaveLength(1));
      network.dropAll();
      await failed;
    });
    await committing.promise;
    // This time it was.
    await eventually(async () => expect(await written()).toEqual(['committing']));
    await goesOn(database);
  });

  it('does not wait for ever for a server that has vanished without a word', async () => {
    const { database, network } = await open({ bounds: vanishing });
    await write(database, 'before');
    network.fallSilent();
    // On the connection it has, and on one that it would need.
    await failsWith('database.unavailable', write(database, 'unheard'));
    await failsWith('database.unavailable', write(database, 'unheard'));
    network.speak();
    await goesOn(database);
  });

  it('does not wait for a server that vanishes within a transaction either', async () => {
    const { database, network } = await open({ bounds: vanishing });
    const lost = database.transaction(async (tx) => {
      await tx.execute(sql`insert into notes values ('lost')`);
      network.fallSilent();
      await tx.execute(sql`insert into notes values ('unheard')`);
    });
    await failsWith('database.unavailable', lost);
    network.speak();
    await goesOn(database);
    await eventually(async () => expect(await written()).toEqual(['afterwards']));
  });

  it('closes although the server has vanished', async () => {
    const { database, network } = await open({
      bounds: { connectMs: 5_000, statementMs: 1_000, silenceMs: 1_000 },
    });
    await eventually(() => write(database, 'before'));
    await eventually(() => database.listen('notes', () => undefined));
    const lock = await eventually(() => database.tryLock('closing'));
    network.fallSilent();
    await lock?.release();
    await database.close();
  });

  it('listens on a new connection when the server has vanished', async () => {
    const { database, network, connections } = await open({ bounds: { heartbeatMs: 1_000 } });
    let heard = 0;
    await database.listen('notes', () => {
      heard += 1;
    });
    network.fallSilent();
    const before = connections();
    await eventually(() => expect(connections()).toBeGreaterThan(before), { timeoutMs: 30_000 });
    await operator.transaction((tx) => tx.execute(sql`select pg_notify('notes', '')`));
    expect(heard).toBe(0);
    network.speak();
    await eventually(() => expect(heard).toBeGreaterThan(0), { timeoutMs: 30_000 });
  });

  it('has another leader when the host of one has vanished, which knows that it leads no more', async () => {
    const bounds = { connectMs: 10_000, statementMs: 5_000, heartbeatMs: 1_000 };
    const { database, network } = await open({ bounds, poolSize: 2 });
    const broker = new ScriptedBroker();
    const former = relayOn(database, broker);
    await former.start();
    await eventually(() => expect(former.status.leading).toBe(true));
    const next = relayOn(operator, broker);
    await next.start();
    onTestFinished(async () => {
      await Promise.all([former.stop(), next.stop()]);
    });
    network.fallSilent();
    await eventually(() => expect(former.status.leading).toBe(false), { timeoutMs: 50_000 });
    await eventually(() => expect(next.status.leading).toBe(true), { timeoutMs: 50_000 });
    await operator.transaction((tx) => appendTicks(tx, 'acme', 3));
    await eventually(() => expect(broker.stored.heads.get('acme')).toBe(3));
    network.speak();
    await eventually(() => expect(former.status).toMatchObject({ leading: false, failures: 0 }), {
      timeoutMs: 50_000,
    });
  });
});
