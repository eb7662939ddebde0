import { event } from '@business-control/realtime-contracts';
import { eventually, openTcpRelay } from '@business-control/testing';
import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Database } from '../src/index.js';
import { auditEntries } from '../src/platform/audit/audit.schema.js';
import { AuditLog } from '../src/platform/audit/audit-log.js';
import { FixedClock } from '../src/platform/clock/clock.js';
import type { Caller } from '../src/platform/commands/caller.js';
import { CallerCommand, Commands, type Outcome } from '../src/platform/commands/commands.js';
import { PostgresDatabase } from '../src/platform/database/postgres-database.js';
import { Idempotency } from '../src/platform/idempotency/idempotency.js';
import { Outbox } from '../src/platform/outbox/outbox.js';
import { outboxEvents } from '../src/platform/outbox/outbox.schema.js';
import { openPostgres } from './ticks.js';

class Greet extends CallerCommand<{ readonly whom: string }, string> {}

const clock = new FixedClock(new Date('2026-01-01T12:00:00Z'));
const greeted = (whom: string): Outcome<string> => ({
  answer: `hello ${whom}`,
  events: [event('identity:user:enabled', { userId: whom })],
  audit: { type: 'test.greeted', details: { loudly: true } },
});

const commandsOn = (database: Database) =>
  new Commands(database, new Idempotency(clock), new AuditLog(clock), new Outbox(clock), clock);

describe('a command', () => {
  let uri: string;
  let database: Database;
  let close: () => Promise<void>;
  let commands: Commands;
  let organizationId: string;
  beforeAll(async () => {
    ({ uri, database, close } = await openPostgres());
    commands = commandsOn(database);
  });
  afterAll(() => close());
  beforeEach(() => {
    organizationId = uuidv7();
  });

  const caller = (idempotencyKey?: string): Caller => ({
    idempotencyKey,
    principal: {
      userId: 'kim',
      organizationId,
      deviceId: 'till-1',
      sessionId: null,
      displayName: 'The cashier',
      roles: [],
      permissions: [],
      expiresAt: Date.parse('2026-01-01T13:00:00Z'),
    },
  });
  const traces = () =>
    database.transaction(async (tx) => {
      const ofOrganization = <Row extends { readonly organizationId: string | null }>(rows: Row[]) =>
        rows.filter((row) => row.organizationId === organizationId);
      return {
        audit: ofOrganization(await tx.select().from(auditEntries)),
        events: ofOrganization(await tx.select().from(outboxEvents)),
      };
    });

  it('leaves its events and its audit entries in the name of who gave it', async () => {
    const answer = await commands.run(
      new Greet(caller(), { whom: 'pat' }),
      async ({ by, now, ...context }) => {
        expect([by, now, context.organizationId]).toEqual([
          { userId: 'kim', displayName: 'The cashier' },
          clock.now(),
          organizationId,
        ]);
        return greeted('pat');
      },
    );
    expect(answer).toBe('hello pat');
    expect(await traces()).toMatchObject({
      audit: [{ type: 'test.greeted', userId: 'kim', deviceId: 'till-1', details: { loudly: true } }],
      events: [{ name: 'identity:user:enabled', actorUserId: 'kim', actorDeviceId: 'till-1' }],
    });
  });

  it('says who did it in an entry about someone else', async () => {
    await commands.run(new Greet(caller(), { whom: 'pat' }), async () => ({
      ...greeted('pat'),
      audit: [{ type: 'test.was-greeted', userId: 'pat' }, { type: 'test.greeted' }],
    }));
    const { audit } = await traces();
    expect(audit.map(({ userId, details }) => [userId, details])).toEqual([
      ['pat', { by: { userId: 'kim', deviceId: 'till-1' } }],
      ['kim', {}],
    ]);
  });

  it('is carried out once per key', async () => {
    const greet = () => commands.run(new Greet(caller('k'), { whom: 'pat' }), async () => greeted('pat'));
    expect(await Promise.all([greet(), greet(), greet()])).toEqual(Array(3).fill('hello pat'));
    const { audit, events } = await traces();
    expect([audit.length, events.length]).toEqual([1, 1]);
  });

  it('is carried out wholly or not at all', async () => {
    const command = new Greet(caller('k'), { whom: 'pat' });
    const invalid = { ...greeted('pat'), events: [event('identity:user:enabled', { userId: '' })] };
    await expect(commands.run(command, async () => invalid)).rejects.toThrow('is invalid');
    expect(await traces()).toEqual({ audit: [], events: [] });
    expect(await commands.run(command, async () => greeted('pat'))).toBe('hello pat');
  });

  it('is carried out after one that was in its way, and once', async () => {
    const [one, other] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let attempts = 0;
    const lock = (place: number) =>
      sql`select pg_advisory_xact_lock(hashtext(${organizationId}), ${place}::int)`;
    const greet = (
      whom: string,
      [first, second]: readonly [number, number],
      has: PromiseWithResolvers<void>,
      hasToo: PromiseWithResolvers<void>,
    ) =>
      commands.run(new Greet(caller(whom), { whom }), async ({ tx }) => {
        attempts += 1;
        await tx.execute(lock(first));
        has.resolve();
        await hasToo.promise;
        await tx.execute(lock(second));
        return greeted(whom);
      });
    const answers = [greet('pat', [1, 2], one, other), greet('everybody', [2, 1], other, one)];
    expect(await Promise.all(answers)).toEqual(['hello pat', 'hello everybody']);
    expect(attempts).toBe(3);
    const { audit, events } = await traces();
    expect([audit.length, events.length]).toEqual([2, 2]);
  });

  it('may be sent again when nobody knows whether it was carried out', async () => {
    const network = await openTcpRelay(() => ({
      host: new URL(uri).hostname,
      port: Number(new URL(uri).port),
    }));
    const through = new URL(uri);
    through.host = `127.0.0.1:${network.port}`;
    const remote = new PostgresDatabase({ uri: through.href });
    onTestFinished(async () => {
      await remote.close();
      await network.close();
    });
    await database.transaction((tx) =>
      tx.execute(sql`
        create function wait() returns trigger language plpgsql as $$
          begin perform pg_advisory_xact_lock(1); return null; end $$;
        create constraint trigger wait after insert on idempotency_keys deferrable initially deferred
          for each row when (new.key = 'unknown') execute function wait()`),
    );
    const greet = (on: Commands) =>
      on.run(new Greet(caller('unknown'), { whom: 'pat' }), async () => greeted('pat'));
    await database.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(1)`);
      const lost = expect(greet(commandsOn(remote))).rejects.toMatchObject({
        code: 'database.outcome-unknown',
      });
      const committing = sql`select from pg_stat_activity
        where datname = current_database() and query = 'commit' and wait_event = 'advisory'`;
      await eventually(async () => {
        const { rows } = await database.transaction((other) => other.execute(committing));
        expect(rows).toHaveLength(1);
      });
      network.dropAll();
      await lost;
    });
    expect(await greet(commands)).toBe('hello pat');
    const { audit, events } = await traces();
    expect([audit.length, events.length]).toEqual([1, 1]);
  });
});
