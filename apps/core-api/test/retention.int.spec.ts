import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FixedClock } from '../src/platform/clock/clock.js';
import type { Database } from '../src/platform/database/database.js';
import { Idempotency } from '../src/platform/idempotency/idempotency.js';
import { idempotencyKeys } from '../src/platform/idempotency/idempotency.schema.js';
import { markPublished, readUnpublished } from '../src/platform/outbox/outbox.repository.js';
import { outboxEvents } from '../src/platform/outbox/outbox.schema.js';
import { RetentionJob } from '../src/platform/retention/retention.job.js';
import { ScheduledJobs } from '../src/platform/schedule/scheduled-jobs.js';
import { reactedFacts } from '../src/platform/work-queue/reactions.schema.js';
import { startCoreApi } from './core-api-fixture.js';
import { FragileDatabase } from './relay-fixture.js';
import { appendTicks, openPostgres } from './ticks.js';

const HOUR = 3_600_000;

describe('retention', () => {
  let database: FragileDatabase;
  let close: () => Promise<void>;
  let clock: FixedClock;
  let idempotency: Idempotency;
  let postgres: Database;
  beforeAll(async () => {
    ({ database: postgres, close } = await openPostgres());
  });
  afterAll(() => close());
  beforeEach(async () => {
    await postgres.transaction((tx) =>
      tx.execute(sql`truncate outbox_events, organization_heads, idempotency_keys, reacted_facts`),
    );
    database = new FragileDatabase(postgres);
    clock = new FixedClock(new Date('2026-01-01T00:00:00Z'));
    idempotency = new Idempotency(clock);
  });

  const sweep = (ending = new AbortController().signal) =>
    new RetentionJob(database, idempotency, clock, { outboxMs: HOUR, auditMs: 48 * HOUR }).run(ending);
  const publish = (count: number) =>
    database.transaction(async (tx) => {
      await appendTicks(tx, 'acme', count);
      const rows = await readUnpublished(tx, count);
      await markPublished(
        tx,
        rows.map(({ position }) => position),
        clock.now(),
      );
    });
  const kept = () => database.transaction((tx) => tx.$count(outboxEvents));

  it('deletes what was published long ago, in as many batches as it takes, and keeps the rest', async () => {
    await publish(2_500);
    clock.advance(2 * HOUR);
    await publish(3);
    await database.transaction((tx) => appendTicks(tx, 'acme', 2));
    await sweep();
    expect(await kept()).toBe(5);
  });

  it('never deletes what was not published', async () => {
    await database.transaction((tx) => appendTicks(tx, 'acme', 2));
    clock.advance(1_000 * HOUR);
    await sweep();
    expect(await kept()).toBe(2);
  });

  it('forgets answers to repeated commands after a day', async () => {
    const request = { organizationId: 'acme', userId: 'pat', key: 'k', fingerprint: 'f' };
    await database.transaction((tx) => idempotency.run(tx, request, async () => 1));
    const keys = () => database.transaction((tx) => tx.$count(idempotencyKeys));
    clock.advance(23 * HOUR);
    await sweep();
    expect(await keys()).toBe(1);
    clock.advance(2 * HOUR);
    await sweep();
    expect(await keys()).toBe(0);
  });

  it('forgets answers in as many steps as it takes, none of which takes long', async () => {
    await database.transaction((tx) =>
      tx.insert(idempotencyKeys).values(
        Array.from({ length: 2_500 }, (_, index) => ({
          organizationId: 'acme',
          userId: 'pat',
          key: String(index),
          fingerprint: 'f',
          createdAt: clock.now(),
        })),
      ),
    );
    clock.advance(25 * HOUR);
    let steps = 0;
    database.failTransaction = () => {
      steps += 1;
      return false;
    };
    await sweep();
    expect(await postgres.transaction((tx) => tx.$count(idempotencyKeys))).toBe(0);
    // Three for the answers, one for each of the three others.
    expect(steps).toBe(6);
  });

  it('forgets which facts have had their effect after a week', async () => {
    const reacted = (factId: string) => ({
      organizationId: 'acme',
      queue: 'q',
      factId,
      reactedAt: clock.now(),
    });
    const factIds = async () =>
      (await database.transaction((tx) => tx.select().from(reactedFacts))).map(({ factId }) => factId);
    const [old, recent] = [uuidv7(), uuidv7()];
    await database.transaction((tx) => tx.insert(reactedFacts).values(reacted(old)));
    clock.advance(48 * HOUR);
    await database.transaction((tx) => tx.insert(reactedFacts).values(reacted(recent)));
    clock.advance(6 * 24 * HOUR);
    await sweep();
    expect(await factIds()).toEqual([recent]);
  });

  it('ends at its next batch when it is told to', async () => {
    await publish(1_500);
    clock.advance(2 * HOUR);
    const ending = new AbortController();
    let batches = 0;
    database.failTransaction = () => {
      // The answers to commands first, then the outbox.
      batches += 1;
      if (batches === 2) ending.abort();
      return false;
    };
    await sweep(ending.signal);
    expect(batches).toBe(2);
    expect(await kept()).toBe(500);
  });

  it('is a job of core-api', async () => {
    const api = await startCoreApi({ OUTBOX_RETENTION_SECONDS: '3600' });
    try {
      await api.database.transaction(async (tx) => {
        await appendTicks(tx, 'acme', 1);
        await markPublished(tx, [1], new Date(Date.now() - 2 * HOUR));
      });
      await api.app.get(ScheduledJobs).runNow('platform.retention');
      expect(await api.database.transaction((tx) => tx.$count(outboxEvents))).toBe(0);
    } finally {
      await api.stop();
    }
  });
});
