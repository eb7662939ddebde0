import { readMigrationFiles } from 'drizzle-orm/migrator';
import { StartupError } from '../errors/startup-error.js';
import { migrationsFolder } from './migrations-folder.js';

interface Migration {
  /** Of its text. */
  readonly hash: string;
}

interface Client {
  query(statement: string): Promise<{ readonly rows: readonly unknown[] }>;
}

/**
 * Throws `StartupError` when the database was made by other migrations than those there are: to run what seems to be missing would
 * spoil it. More of them than there are is a database of a later version, for which that one is responsible.
 */
export async function refuseOtherMigrations(client: Client, setting: string): Promise<void> {
  const { rows } = await client.query(`select to_regclass('drizzle.__drizzle_migrations') as made`);
  if (!rows.some(isMade)) return;
  const applied = await client.query('select hash from drizzle.__drizzle_migrations order by created_at');
  if (areOurs(applied.rows.filter(isMigration), readMigrationFiles({ migrationsFolder }))) return;
  throw new StartupError(
    `${setting}: the database was made by migrations that are not among those of this version; ` +
      'start the version that made it, or name another database',
  );
}

function areOurs(applied: readonly Migration[], known: readonly Migration[]): boolean {
  return applied.every(({ hash }, place) => known[place] === undefined || known[place].hash === hash);
}

function isMade(row: unknown): boolean {
  return typeof row === 'object' && row !== null && 'made' in row && row.made !== null;
}

function isMigration(row: unknown): row is Migration {
  return typeof row === 'object' && row !== null && 'hash' in row && typeof row.hash === 'string';
}
