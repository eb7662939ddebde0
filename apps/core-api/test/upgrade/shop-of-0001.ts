import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import type { Database } from '../../src/index.js';
import { migrationsFolder } from '../../src/platform/database/migrations-folder.js';

/** Makes the database what the first version left, migrations 0000 and 0001, and puts more into it. */
export async function makeShopOf0001(database: Database, more: readonly string[]): Promise<void> {
  const tables = ['0000_tables', '0001_rules'].flatMap((name) =>
    readFileSync(`${migrationsFolder}/${name}.sql`, 'utf8').split('--> statement-breakpoint'),
  );
  const rows = readFileSync(new URL('shop-of-0001.sql', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('--'));
  await database.transaction(async (tx) => {
    for (const statement of [...tables, ...rows, ...more]) await tx.execute(sql.raw(statement));
  });
}
