import { PGlite } from '@electric-sql/pglite';
import { type PgliteDatabase as DrizzlePglite, drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { refuseOtherMigrations } from './applied-migrations.js';
import { openDataFolder, unusable } from './data-folder.js';
import { Database, type Lock, type Reader, snapshotMode, type Transaction } from './database.js';
import { migrationsFolder } from './migrations-folder.js';

/** PostgreSQL inside the process. It has one connection: transactions run one after the other. */
export class PgliteDatabase extends Database {
  private readonly db: DrizzlePglite;
  private readonly locks = new Map<string, AbortController>();
  private readonly open = new Set<Promise<unknown>>();

  private constructor(
    private readonly client: PGlite,
    private readonly release: () => void,
  ) {
    super();
    this.db = drizzle({ client, casing: 'snake_case' });
  }

  /**
   * The database in `dataDir`, made when it is not there. PGlite does not guard its files, so a lock file does.
   * Throws `StartupError`, with one line that names DATA_DIR, when the folder cannot be used or is in use.
   */
  static async open(dataDir: string): Promise<PgliteDatabase> {
    const folder = openDataFolder(dataDir);
    try {
      return new PgliteDatabase(await PGlite.create(folder.database), folder.release);
    } catch (error) {
      folder.release();
      throw unusable(dataDir, error);
    }
  }

  /** A database that lives in memory and ends with the process. */
  static async inMemory(): Promise<PgliteDatabase> {
    return new PgliteDatabase(await PGlite.create(), () => undefined);
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.untilDone(this.db.transaction(work));
  }

  snapshot<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.untilDone(this.db.transaction(work, snapshotMode));
  }

  read<T>(question: (reader: Reader) => Promise<T>): Promise<T> {
    return this.untilDone(question(this.db));
  }

  observe<T>(question: (reader: Reader) => Promise<T>): Promise<T> {
    return this.read(question);
  }

  async listen(channel: string, onNotify: () => void): Promise<() => Promise<void>> {
    return this.client.listen(channel, () => onNotify());
  }

  /** The process is the only one on the database, so a map in memory decides. */
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
    await refuseOtherMigrations(this.client, 'DATA_DIR');
    await migrate(this.db, { migrationsFolder });
  }

  /** Waits for the transactions that run, then closes the files and frees the folder. */
  async close(): Promise<void> {
    for (const lost of this.locks.values()) lost.abort();
    this.locks.clear();
    await Promise.allSettled(this.open);
    await this.client.close();
    this.release();
  }

  private async untilDone<T>(transaction: Promise<T>): Promise<T> {
    this.open.add(transaction);
    return transaction.finally(() => this.open.delete(transaction));
  }
}
