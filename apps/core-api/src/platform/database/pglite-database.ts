import { PGlite } from '@electric-sql/pglite';
import { type PgliteDatabase as DrizzlePglite, drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { Database, type Lock, type Transaction } from './database.js';
import { migrationsFolder } from './migrations-folder.js';

/** PostgreSQL inside the process. It has one connection: transactions run one after the other. */
export class PgliteDatabase extends Database {
  private readonly db: DrizzlePglite;
  private readonly locks = new Map<string, AbortController>();

  private constructor(private readonly client: PGlite) {
    super();
    this.db = drizzle({ client, casing: 'snake_case' });
  }

  /** A database that lives in memory and ends with the process. */
  static async inMemory(): Promise<PgliteDatabase> {
    return new PgliteDatabase(await PGlite.create());
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.db.transaction(work);
  }

  async listen(channel: string, onNotify: () => void): Promise<() => Promise<void>> {
    return this.client.listen(channel, () => onNotify());
  }

  /** The process is the only one on the database, so a set in memory decides. */
  async tryLock(name: string): Promise<Lock | undefined> {
    if (this.locks.has(name)) return undefined;
    const lost = new AbortController();
    this.locks.set(name, lost);
    return {
      lost: lost.signal,
      release: async () => {
        if (this.locks.get(name) === lost) this.locks.delete(name);
        lost.abort();
      },
    };
  }

  async migrate(): Promise<void> {
    await migrate(this.db, { migrationsFolder });
  }

  async close(): Promise<void> {
    for (const lost of this.locks.values()) lost.abort();
    this.locks.clear();
    await this.client.close();
  }
}
