import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateDrizzleJson } from 'drizzle-kit/api';
import { expect, it } from 'vitest';
import config from '../drizzle.config.js';
import { migrationsFolder } from '../src/platform/database/migrations-folder.js';

const read = (file: string) => readFileSync(join(migrationsFolder, file), 'utf8');
const journal: { readonly entries: readonly { readonly tag: string; readonly when: number }[] } = JSON.parse(
  read('meta/_journal.json'),
);

it('changes no migration that has landed', () => {
  // Databases out there have run it. A new one gets a line of its own, as `sha256sum` writes it.
  const lines = journal.entries.map(({ tag }) => `${hashOf(read(`${tag}.sql`))}  ${tag}.sql`);
  expect(read('SHA256SUMS').trimEnd().split('\n')).toEqual(lines);
});

it('runs migrations in the order of their numbers', () => {
  // One that is older than the latest that a database has run is passed over.
  const numbers = journal.entries.map(({ tag }) => Number(tag.split('_', 1)[0]));
  expect(numbers).toEqual(journal.entries.map((_, index) => index));
  const times = journal.entries.map(({ when }) => when);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  const files = globSync('*.sql', { cwd: migrationsFolder }).sort();
  expect(files).toEqual(journal.entries.map(({ tag }) => `${tag}.sql`));
});

it('has a migration for every change of the tables', async () => {
  const files = globSync('src/**/*.schema.ts', { cwd: join(migrationsFolder, '..') });
  const schemas = await Promise.all(files.map((file) => import(join(migrationsFolder, '..', file))));
  const exported = Object.assign({}, ...schemas.map((schema, index) => named(schema, index)));
  const last = String(journal.entries.length - 1).padStart(4, '0');
  const snapshot = JSON.parse(read(`meta/${last}_snapshot.json`));
  const now = JSON.parse(JSON.stringify(generateDrizzleJson(exported, undefined, undefined, config.casing)));
  for (const part of ['tables', 'enums', 'sequences', 'views', 'schemas', 'roles', 'policies']) {
    expect(now[part]).toEqual(snapshot[part]);
  }
});

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Two modules may export tables of the same name. */
function named(schema: object, file: number): object {
  return Object.fromEntries(Object.entries(schema).map(([name, value]) => [`${file}.${name}`, value]));
}
