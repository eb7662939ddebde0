import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client, type ClientConfig } from 'pg';
import { StartupError } from '../errors/startup-error.js';
import { refuseOtherMigrations } from './applied-migrations.js';
import { Database, type Lock, type Reader, type Transaction } from './database.js';
import { migrationsFolder } from './migrations-folder.js';
import { defaultBounds, keepAlive, type PostgresBounds } from './postgres-bounds.js';
import { PostgresListener } from './postgres-listener.js';
import { tryPostgresLock } from './postgres-lock.js';
import { PostgresPool } from './postgres-pool.js';

/** Held while migrating, so that processes that start together migrate one after the other. */
const MIGRATION_LOCK = 4_717_001;

/** Probes and metrics, at the same time. */
const OBSERVERS = 2;

export interface PostgresOptions {
  readonly uri: string;
  /** Most connections of the pool; listening and each lock add one of their own, and observers two. Default 10. */
  readonly poolSize?: number;
  readonly bounds?: Partial<PostgresBounds>;
  /** Hears of connections that failed while idle; the pool replaces them. */
  readonly onError?: (error: Error) => void;
}

export class PostgresDatabase extends Database {
  private readonly bounds: PostgresBounds;
  private readonly config: ClientConfig;
  private readonly pool: PostgresPool;
  private readonly observers: PostgresPool;
  private readonly listener: PostgresListener;

  constructor({ uri, poolSize = 10, bounds, onError = () => undefined }: PostgresOptions) {
    super();
    this.bounds = { ...defaultBounds, ...bounds };
    const { connectMs, statementMs, idleInTransactionMs, observeMs } = this.bounds;
    this.config = {
      connectionString: uri,
      application_name: 'core-api',
      connectionTimeoutMillis: connectMs,
    };
    const bounded = {
      statement_timeout: statementMs,
      idle_in_transaction_session_timeout: idleInTransactionMs,
      query_timeout: this.answerMs,
    };
    this.pool = new PostgresPool({ ...this.config, ...keepAlive, ...bounded, max: poolSize }, onError);
    const soon = {
      connectionTimeoutMillis: observeMs,
      statement_timeout: observeMs,
      query_timeout: observeMs,
    };
    this.observers = new PostgresPool({ ...this.config, ...keepAlive, ...soon, max: OBSERVERS }, onError);
    this.listener = new PostgresListener(this.config, this.bounds);
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.pool.transaction(work);
  }

  snapshot<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.pool.snapshot(work);
  }

  read<T>(question: (reader: Reader) => Promise<T>): Promise<T> {
    return this.pool.read(question);
  }

  observe<T>(question: (reader: Reader) => Promise<T>): Promise<T> {
    return this.observers.read(question);
  }

  listen(channel: string, onNotify: () => void): Promise<() => Promise<void>> {
    return this.listener.listen(channel, onNotify);
  }

  tryLock(name: string): Promise<Lock | undefined> {
    return tryPostgresLock(this.config, this.bounds, name);
  }

  async migrate(): Promise<void> {
    const client = new Client({ ...this.config, ...keepAlive });
    // Of a connection that is lost, the statement under way tells.
    client.on('error', () => undefined);
    await client.connect().catch((error) => {
      throw unreachable(client, error);
    });
    try {
      // However long others take, and the statements of a migration: a server may have bounds of its own.
      await client.query(
        'set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0',
      );
      await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      await client.query('reset lock_timeout');
      await refuseOtherMigrations(client, 'DATABASE_URI');
      await migrate(drizzle({ client }), { migrationsFolder });
    } finally {
      await client.end();
    }
  }

  async close(): Promise<void> {
    await this.listener.close();
    await Promise.all([this.pool, this.observers].map((pool) => pool.close(this.answerMs)));
  }

  /** When a server that has said nothing to a statement counts as gone. */
  private get answerMs(): number {
    return this.bounds.statementMs + this.bounds.silenceMs;
  }
}

/** Where, and why not; neither user nor password. */
function unreachable({ host, port, database }: Client, error: unknown): StartupError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const reason = code ?? (error instanceof Error ? error.message : String(error));
  const place = `database ${database ?? ''} at ${host}:${port}`;
  return new StartupError(`DATABASE_URI: ${place} cannot be opened (${reason})`, { cause: error });
}
