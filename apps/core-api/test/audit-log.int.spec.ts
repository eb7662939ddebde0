import { createDatabase } from '@business-control/testing';
import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, FixedClock, PgliteDatabase, PostgresDatabase } from '../src/index.js';
import { auditEntries } from '../src/platform/audit/audit.schema.js';
import { AuditLog } from '../src/platform/audit/audit-log.js';
import { Idempotency } from '../src/platform/idempotency/idempotency.js';
import { RetentionJob } from '../src/platform/retention/retention.job.js';

const DAY = 86_400_000;

const databases = {
  PostgreSQL: async () => {
    const server = await createDatabase();
    const database = new PostgresDatabase({ uri: server.uri });
    return { database, drop: server.drop };
  },
  PGlite: async () => ({ database: await PgliteDatabase.inMemory(), drop: async () => undefined }),
};

describe.each(Object.entries(databases))('the audit log on %s', (_name, open) => {
  const clock = new FixedClock(new Date('2026-01-01T00:00:00Z'));
  const log = new AuditLog(clock);
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const opened = await open();
    database = opened.database;
    close = async () => {
      await database.close();
      await opened.drop();
    };
    await database.migrate();
  });
  afterAll(() => close());

  const record = (type: string, entryId = uuidv7()) =>
    database.transaction((tx) => log.record(tx, { organizationId: 'acme', type, entryId }));
  const types = async () =>
    (await database.transaction((tx) => tx.select().from(auditEntries))).map(({ type }) => type);

  it('keeps what was written first under an id', async () => {
    const entryId = uuidv7();
    await record('first', entryId);
    await record('second', entryId);
    expect(await types()).toContain('first');
    expect(await types()).not.toContain('second');
  });

  it.each([
    ['change', sql`update audit_entries set type = 'other'`],
    ['delete', sql`delete from audit_entries`],
    ['empty', sql`truncate audit_entries`],
  ])('refuses to %s it', async (_verb, statement) => {
    await record('kept');
    const tampered = database.transaction((tx) => tx.execute(statement));
    await expect(tampered).rejects.toMatchObject({ cause: { code: '23001' } });
    expect(await types()).toContain('kept');
  });

  it('forgets entries when their time is over, and then alone', async () => {
    await record('old');
    clock.advance(30 * DAY);
    await record('recent');
    const retention = { outboxMs: DAY, auditMs: 20 * DAY };
    const job = new RetentionJob(database, new Idempotency(clock), clock, retention);
    await job.run(new AbortController().signal);
    expect(await types()).toEqual(['recent']);
    await expect(database.transaction((tx) => tx.execute(sql`delete from audit_entries`))).rejects.toThrow();
  });
});
