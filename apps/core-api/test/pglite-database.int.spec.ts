import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeDatabase } from '../src/platform/database/database.features.js';
import { PgliteDatabase } from '../src/platform/database/pglite-database.js';
import { StartupError } from '../src/platform/errors/startup-error.js';

describeDatabase('PGlite', async () => {
  const database = await PgliteDatabase.inMemory();
  return { database, close: () => database.close() };
});

describe('the data folder of PGlite', { timeout: 180_000 }, () => {
  const newFolder = () => mkdtempSync(join(tmpdir(), 'core-api-'));
  const remove = (path: string) => rmSync(path, { recursive: true, force: true });
  // A database takes seconds to make, a copy of it does not.
  let made: string;
  beforeAll(async () => {
    made = newFolder();
    await (await PgliteDatabase.open(made)).close();
  }, 180_000);
  afterAll(() => remove(made));
  let folder: string;
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => remove(folder));

  const haveDatabase = () => cpSync(made, folder, { recursive: true });

  const refusal = (dataDir: string) =>
    PgliteDatabase.open(dataDir).then(
      () => expect.unreachable('opened'),
      (error: Error) => error,
    );

  it('has everything that was committed when it is opened again, also what was under way at close', async () => {
    haveDatabase();
    const first = await PgliteDatabase.open(folder);
    await first.transaction((tx) => tx.execute(sql`create table notes (text text)`));
    const underWay = first.transaction(async (tx) => {
      await tx.execute(sql`insert into notes values ('one')`);
      await tx.execute(sql`insert into notes values ('two')`);
    });
    await first.close();
    await underWay;
    const second = await PgliteDatabase.open(folder);
    const { rows } = await second.transaction((tx) => tx.execute(sql`select text from notes`));
    expect(rows).toEqual([{ text: 'one' }, { text: 'two' }]);
    await second.close();
  });

  it('refuses a second instance in one line that names the setting and the process', async () => {
    haveDatabase();
    const first = await PgliteDatabase.open(folder);
    const error = await refusal(folder);
    expect(error).toBeInstanceOf(StartupError);
    expect(error.message).toBe(
      `DATA_DIR ${folder} is in use by process ${process.pid}; set DATA_DIR to another folder`,
    );
    await first.close();
    await (await PgliteDatabase.open(folder)).close();
  });

  it('takes over the lock of a process that is gone', async () => {
    haveDatabase();
    const gone = spawn(process.execPath, ['--version']);
    await new Promise((resolve) => gone.once('exit', resolve));
    writeFileSync(join(folder, 'database.lock'), `${gone.pid} 12345`);
    await (await PgliteDatabase.open(folder)).close();
  });

  it('refuses a folder that it cannot use in one line that names the setting', async () => {
    const file = join(folder, 'a file');
    writeFileSync(file, '');
    const error = await refusal(file);
    expect(error).toBeInstanceOf(StartupError);
    expect(error.message).toMatch(
      /^DATA_DIR .*a file cannot be used \(.*\); set DATA_DIR to another folder$/,
    );
  });

  it('refuses files that are no database, and leaves the folder free', async () => {
    writeFileSync(join(folder, 'database'), 'not a database');
    const error = await refusal(folder);
    expect(error).toBeInstanceOf(StartupError);
    expect(error.message).toMatch(/^DATA_DIR .* cannot be used/);
    rmSync(join(folder, 'database'));
    haveDatabase();
    await (await PgliteDatabase.open(folder)).close();
  });
});
