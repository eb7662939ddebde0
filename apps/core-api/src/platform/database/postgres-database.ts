import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client, Pool, type PoolConfig } from 'pg';
import { StartupError } from '../errors/startup-error.js';
import { Database, type Lock, type Reader, snapshotMode, type Transaction } from './database.js';
import { migrationsFolder } from './migrations-folder.js';
import { PostgresListener } from './postgres-listener.js';
import { tryPostgresLock } from './postgres-lock.js';

/** Held while migrating, so that processes that start together migrate one after the other. */
const MIGRATION_LOCK = 4_717_001;

export interface PostgresOptions {
  readonly uri: string;
  /** Most connections of the pool; listening and each lock add one of their own. Default 10. */
  readonly poolSize?: number;
  /** Hears of connections that failed while idle; the pool replaces them. */
  readonly onError?: (error: Error) => void;
}

export class PostgresDatabase extends Database {
  private readonly config: PoolConfig;
  private readonly pool: Pool;
  private readonly db: NodePgDatabase;
  private readonly listener: PostgresListener;

  constructor({ uri, poolSize = 10, onError = () => undefined }: PostgresOptions) {
    super();
    this.config = { connectionString: uri, application_name: 'core-api', connectionTimeoutMillis: 5_000 };
    this.pool = new Pool({ ...this.config, max: poolSize });
    this.pool.on('error', onError);
    this.db = drizzle({ client: this.pool, casing: 'snake_case' });
    this.listener = new PostgresListener(this.config);
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.db.transaction(work);
  }

  snapshot<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.db.transaction(work, snapshotMode);
  }

  read<T>(question: (reader: Reader) => Promise<T>): Promise<T> {
    return question(this.db);
  }

  listen(channel: string, onNotify: () => void): Promise<() => Promise<void>> {
    return this.listener.listen(channel, onNotify);
  }

  tryLock(name: string): Promise<Lock | undefined> {
    return tryPostgresLock(this.config, name);
  }

  async migrate(): Promise<void> {
    const client = new Client(this.config);
    await client.connect().catch((error) => {
      throw unreachable(client, error);
    });
    try {
      await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      await migrate(drizzle({ client }), { migrationsFolder });
    } finally {
      await client.end();
    }
  }

  async close(): Promise<void> {
    await this.listener.close();
    await this.pool.end();
  }
}

/** Where, and why not; neither user nor password. */
function unreachable({ host, port, database }: Client, error: unknown): StartupError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const reason = code ?? (error instanceof Error ? error.message : String(error));
  const place = `database ${database ?? ''} at ${host}:${port}`;
  return new StartupError(`DATABASE_URI: ${place} cannot be opened (${reason})`, { cause: error });
}
