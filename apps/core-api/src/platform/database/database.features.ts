import { eventually } from '@business-control/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StartupError } from '../errors/startup-error.js';
import type { Database, Transaction } from './database.js';
import { violatedUnique } from './violated-unique.js';

/** A database opened for a test. */
export interface OpenedDatabase {
  readonly database: Database;
  /** A second process on the same data; `undefined` when the data can only have one. */
  another?(): Promise<Database>;
  close(): Promise<void>;
}

/** What every Database does, whatever keeps the data. */
export function describeDatabase(name: string, open: () => Promise<OpenedDatabase>): void {
  describe(`database on ${name}`, () => {
    let opened: OpenedDatabase;
    let database: Database;

    beforeAll(async () => {
      opened = await open();
      database = opened.database;
      await database.transaction((tx) => tx.execute(sql`create table notes (text text primary key)`));
    });
    afterAll(() => opened.close());

    const write = (text: string) =>
      database.transaction((tx) => tx.execute(sql`insert into notes values (${text})`));
    const written = async (text: string) => {
      const { rows } = await database.transaction((tx) =>
        tx.execute<{ text: string }>(sql`select text from notes where text = ${text}`),
      );
      return rows.length === 1;
    };

    it('commits when the work resolves and answers its result', async () => {
      const answer = await database.transaction(async (tx) => {
        await tx.execute(sql`insert into notes values ('committed')`);
        return 42;
      });
      expect(answer).toBe(42);
      expect(await written('committed')).toBe(true);
    });

    it('answers a question by what is committed', async () => {
      const found = () =>
        database.read((reader) => reader.select({ text: sql<string>`text` }).from(sql`notes`));
      await database.transaction(async (tx) => {
        await tx.execute(sql`insert into notes values ('asked about')`);
      });
      expect(await found()).toContainEqual({ text: 'asked about' });
      await expect(
        database.read((reader) => reader.select({ n: sql`n` }).from(sql`nowhere`)),
      ).rejects.toThrow();
      expect(await found()).toContainEqual({ text: 'asked about' });
    });

    it('is observed while requests are at work', async () => {
      await write('observed');
      const look = () =>
        database.observe((reader) => reader.select({ text: sql<string>`text` }).from(sql`notes`));
      expect(await look()).toContainEqual({ text: 'observed' });
    });

    it('names the unique constraint that a statement violated', async () => {
      await write('unique');
      expect(await write('unique').catch(violatedUnique)).toBe('notes_pkey');
      const otherwise = database.transaction((tx) => tx.execute(sql`insert into notes values (null)`));
      expect(await otherwise.catch((error) => [violatedUnique(error)])).toEqual([undefined]);
    });

    it('rolls back and rethrows when the work throws', async () => {
      const work = database.transaction(async (tx) => {
        await tx.execute(sql`insert into notes values ('rolled back')`);
        throw new Error('changed my mind');
      });
      await expect(work).rejects.toThrow('changed my mind');
      expect(await written('rolled back')).toBe(false);
    });

    it('goes on after a statement that the database refused', async () => {
      await write('once');
      await expect(write('once')).rejects.toThrow();
      await write('still works');
      expect(await written('still works')).toBe(true);
    });

    it('does not answer as if it had committed when the work ignores that a statement failed', async () => {
      await write('known');
      const work = database.transaction(async (tx) => {
        await tx.execute(sql`insert into notes values ('unknown')`);
        await tx.execute(sql`insert into notes values ('known')`).catch(() => undefined);
        return 'done';
      });
      await expect(work).rejects.toThrow();
      expect(await written('unknown')).toBe(false);
    });

    it('reads a snapshot as it was at one moment', async () => {
      const count = async (tx: Transaction) => {
        const { rows } = await tx.execute<{ count: number }>(sql`select count(*)::int as count from notes`);
        return rows[0]?.count;
      };
      // An embedded database runs one transaction after the other; elsewhere this one commits in between.
      const other = await opened.another?.();
      const [before, after] = await database.snapshot(async (tx) => {
        const first = await count(tx);
        await other?.transaction((writer) => writer.execute(sql`insert into notes values ('meanwhile')`));
        return [first, await count(tx)];
      });
      expect(before).toEqual(expect.any(Number));
      expect(after).toBe(before);
      expect(await written('meanwhile')).toBe(other !== undefined);
      await other?.close();
    });

    it('lets a snapshot write nothing', async () => {
      const work = database.snapshot((tx) => tx.execute(sql`insert into notes values ('from a snapshot')`));
      await expect(work).rejects.toThrow();
      expect(await written('from a snapshot')).toBe(false);
    });

    it('runs transactions that were started together', async () => {
      const names = Array.from({ length: 20 }, (_, index) => `together ${index}`);
      await Promise.all(names.map(write));
      expect(await Promise.all(names.map(written))).not.toContain(false);
    });

    it('hears a notification when its transaction commits, and not when it rolls back', async () => {
      let heard = 0;
      const stop = await database.listen('notes', () => {
        heard += 1;
      });
      await database
        .transaction(async (tx) => {
          await tx.execute(sql`select pg_notify('notes', 'rolled back')`);
          throw new Error('no');
        })
        .catch(() => undefined);
      await database.transaction((tx) => tx.execute(sql`select pg_notify('notes', '')`));
      await eventually(() => expect(heard).toBe(1));
      await stop();
    });

    it('lets several listen to a channel, and each stop by itself', async () => {
      const heard: string[] = [];
      const stopFirst = await database.listen('letters', () => heard.push('first'));
      const stopSecond = await database.listen('letters', () => heard.push('second'));
      const post = () => database.transaction((tx) => tx.execute(sql`select pg_notify('letters', '')`));
      await post();
      await eventually(() => expect(heard.toSorted()).toEqual(['first', 'second']));
      await stopFirst();
      await post();
      await eventually(() => expect(heard).toHaveLength(3));
      expect(heard[2]).toBe('second');
      await stopSecond();
    });

    it('gives a lock to one holder at a time', async () => {
      const first = await database.tryLock('leader');
      expect(first?.lost.aborted).toBe(false);
      expect(await database.tryLock('leader')).toBeUndefined();
      const other = await database.tryLock('another lock');
      expect(other).toBeDefined();
      await other?.release();
      await first?.release();
      expect(first?.lost.aborted).toBe(true);
      const second = await database.tryLock('leader');
      expect(second).toBeDefined();
      await first?.release();
      expect(await database.tryLock('leader')).toBeUndefined();
      await second?.release();
    });

    it('migrates twice and at the same time without harm', async () => {
      const others = opened.another ? [await opened.another(), await opened.another()] : [];
      await Promise.all([database, ...others].map((each) => each.migrate()));
      await database.migrate();
      const { rows } = await database.transaction((tx) => tx.execute(sql`select * from outbox_events`));
      expect(rows).toEqual([]);
      await Promise.all(others.map((each) => each.close()));
    });

    it('leaves a database alone that other migrations made', async () => {
      await database.migrate();
      const rewrite = () =>
        database.transaction((tx) =>
          tx.execute(sql`update drizzle.__drizzle_migrations set hash = reverse(hash) where id = 2`),
        );
      await rewrite();
      const refusal = await database.migrate().catch((error) => error);
      await rewrite();
      expect(refusal).toBeInstanceOf(StartupError);
      expect(refusal.message).toMatch(/^(DATA_DIR|DATABASE_URI): .* start the version that made it/);
      await database.migrate();
    });

    it('leaves a database to later versions that they migrated', async () => {
      await database.migrate();
      await database.transaction((tx) =>
        tx.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at)
          select 'later', max(created_at) + 1 from drizzle.__drizzle_migrations`),
      );
      await database.migrate();
    });
  });
}
