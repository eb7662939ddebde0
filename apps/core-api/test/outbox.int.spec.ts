import { randomUUID } from 'node:crypto';
import { eventually } from '@business-control/testing';
import { asc, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FixedClock, SystemClock } from '../src/platform/clock/clock.js';
import type { Database } from '../src/platform/database/database.js';
import { InvalidDomainEvent } from '../src/platform/outbox/invalid-domain-event.js';
import { Outbox } from '../src/platform/outbox/outbox.js';
import {
  forgetPublished,
  markPublished,
  type OutboxRow,
  readLag,
  readUnpublished,
} from '../src/platform/outbox/outbox.repository.js';
import { organizationHeads, outboxEvents } from '../src/platform/outbox/outbox.schema.js';
import { appendTicks, openPostgres, ticks } from './ticks.js';

const system = { userId: null, deviceId: null };

describe('the outbox on PostgreSQL', () => {
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ database, close } = await openPostgres());
  });
  afterAll(() => close());

  const rowsOf = (organizationId: string) =>
    database.transaction((tx) =>
      tx
        .select()
        .from(outboxEvents)
        .where(eq(outboxEvents.organizationId, organizationId))
        .orderBy(asc(outboxEvents.position)),
    );
  const headOf = (organizationId: string) =>
    database.transaction((tx) =>
      tx.select().from(organizationHeads).where(eq(organizationHeads.organizationId, organizationId)),
    );

  it('numbers events from 1, over transactions, in one epoch', async () => {
    const organization = randomUUID();
    await database.transaction((tx) => appendTicks(tx, organization, 2));
    await database.transaction((tx) => appendTicks(tx, organization, 3));
    const rows = await rowsOf(organization);
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(rows.map(({ epoch }) => epoch)).size).toBe(1);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(5);
    expect(await headOf(organization)).toMatchObject([{ seq: 5, epoch: rows[0]?.epoch }]);
  });

  it('takes more events from one transaction than one statement can hold', async () => {
    const organization = randomUUID();
    await database.transaction((tx) => appendTicks(tx, organization, 7_000));
    const rows = await rowsOf(organization);
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 7_000 }, (_, index) => index + 1));
    expect(await headOf(organization)).toMatchObject([{ seq: 7_000 }]);
  });

  it('keeps what the event says: version, time, actor and the payload that the schema let through', async () => {
    const organization = randomUUID();
    const now = new Date('2026-03-04T05:06:07.089Z');
    const payload = { tick: 7, extra: 'not declared' };
    await database.transaction((tx) =>
      new Outbox(new FixedClock(now), ticks).append(tx, organization, { userId: 'u', deviceId: 'd' }, [
        { name: 'test:clock:ticked', payload },
      ]),
    );
    expect(await rowsOf(organization)).toMatchObject([
      {
        version: 1,
        occurredAt: now,
        actorUserId: 'u',
        actorDeviceId: 'd',
        payload: { tick: 7 },
        publishedAt: null,
      },
    ]);
    expect((await rowsOf(organization))[0]?.payload).not.toHaveProperty('extra');
  });

  it('knows the catalogue of the product when it is given none', async () => {
    const organization = randomUUID();
    const payload = { productId: randomUUID(), sku: 'A-1', warehouseId: randomUUID(), available: 3 };
    await database.transaction((tx) =>
      new Outbox(new SystemClock()).append(tx, organization, system, [
        { name: 'pos:inventory:availability', payload },
      ]),
    );
    expect(await rowsOf(organization)).toMatchObject([{ name: 'pos:inventory:availability', payload }]);
  });

  it('does nothing for no events', async () => {
    const organization = randomUUID();
    await database.transaction((tx) => appendTicks(tx, organization, 0));
    expect(await headOf(organization)).toEqual([]);
  });

  it.each([
    [
      'an event that is not declared',
      'test:clock:struck',
      { tick: 1 },
      'event "test:clock:struck" is not in the catalogue',
    ],
    [
      'a payload that its schema refuses',
      'test:clock:ticked',
      { tick: 'secret' },
      'payload of test:clock:ticked@1 is invalid: tick: Invalid input: expected number, received string',
    ],
    [
      'a payload that is none',
      'test:clock:ticked',
      undefined,
      /^payload of test:clock:ticked@1 is invalid: payload: /,
    ],
  ])('rolls the transaction back over %s', async (_, name, payload, message) => {
    const organization = randomUUID();
    const anything = new Outbox(new SystemClock(), ticks) as unknown as {
      append(...args: readonly unknown[]): Promise<void>;
    };
    const work = database.transaction(async (tx) => {
      await appendTicks(tx, organization, 1);
      await anything.append(tx, organization, system, [{ name, payload }]);
    });
    await expect(work).rejects.toThrow(InvalidDomainEvent);
    await expect(work).rejects.toThrow(message);
    expect(await rowsOf(organization)).toEqual([]);
    expect(await headOf(organization)).toEqual([]);
  });

  it('refuses an organization that cannot name a room', async () => {
    const work = database.transaction((tx) => appendTicks(tx, 'x'.repeat(201), 1));
    await expect(work).rejects.toThrow(InvalidDomainEvent);
  });

  it('wakes who listens when the transaction commits', async () => {
    let woken = 0;
    const stop = await database.listen('outbox', () => {
      woken += 1;
    });
    await database.transaction((tx) => appendTicks(tx, randomUUID(), 3));
    await eventually(() => expect(woken).toBe(1));
    await stop();
  });

  it('numbers concurrent transactions without gap or repetition, and shows them in order, also when some roll back', async () => {
    const plans = fc.array(
      fc.record({
        organization: fc.nat({ max: 2 }),
        count: fc.integer({ min: 1, max: 4 }),
        rollsBack: fc.boolean(),
      }),
      { minLength: 5, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const run = randomUUID();
        const reader = watchOrder(run);
        const done = plan.map(({ organization, count, rollsBack }) =>
          database
            .transaction(async (tx) => {
              await appendTicks(tx, `${run}/${organization}`, count);
              if (rollsBack) throw new Error('rolled back');
            })
            .catch((error: Error) => expect(error.message).toBe('rolled back')),
        );
        await Promise.all(done);
        await reader.stop();
        for (const organization of [0, 1, 2]) {
          const committed = plan
            .filter((each) => each.organization === organization && !each.rollsBack)
            .reduce((sum, { count }) => sum + count, 0);
          const rows = await rowsOf(`${run}/${organization}`);
          expect(rows.map(({ seq }) => seq)).toEqual(
            Array.from({ length: committed }, (_, index) => index + 1),
          );
        }
      }),
      { numRuns: 25 },
    );
  });

  /** Reads as the relay does, all the while: nobody may ever see a later event and not an earlier one. */
  function watchOrder(run: string): { stop(): Promise<void> } {
    let stopped = false;
    const watching = (async () => {
      while (!stopped) {
        const rows = await database.transaction((tx) => readUnpublished(tx, 100_000));
        const heads = new Map<string, number>();
        for (const { organizationId, seq } of rows) {
          if (!organizationId.startsWith(run)) continue;
          expect(seq).toBe((heads.get(organizationId) ?? 0) + 1);
          heads.set(organizationId, seq);
        }
      }
    })();
    return {
      stop: () => {
        stopped = true;
        return watching;
      },
    };
  }
});

describe('the rows of the outbox', () => {
  let database: Database;
  let close: () => Promise<void>;
  let rows: OutboxRow[];
  beforeAll(async () => {
    ({ database, close } = await openPostgres());
    await database.transaction((tx) => appendTicks(tx, 'acme', 4));
    await database.transaction((tx) => appendTicks(tx, 'globex', 2));
    rows = await database.transaction((tx) => readUnpublished(tx, 10));
  });
  afterAll(() => close());

  const mark = (some: readonly OutboxRow[], at: Date) =>
    database.transaction((tx) =>
      markPublished(
        tx,
        some.map(({ position }) => position),
        at,
      ),
    );
  const forget = (before: Date, limit = 100) =>
    database.transaction((tx) => forgetPublished(tx, before, limit));

  it('are read oldest first, as many as asked for', async () => {
    expect(rows.map(({ organizationId, seq }) => `${organizationId} ${seq}`)).toEqual([
      'acme 1',
      'acme 2',
      'acme 3',
      'acme 4',
      'globex 1',
      'globex 2',
    ]);
    expect(await database.transaction((tx) => readUnpublished(tx, 2))).toEqual(rows.slice(0, 2));
  });

  it('tell how far behind the relay is', async () => {
    const lag = await database.transaction(readLag);
    expect(lag).toEqual({ unpublished: 6, oldestAt: rows[0]?.occurredAt });
  });

  it('are forgotten from the old end, up to the first that must stay', async () => {
    const [yesterday, today, now] = [
      new Date('2026-01-01'),
      new Date('2026-01-02'),
      new Date('2026-01-02T12:00:00Z'),
    ];
    await mark(rows.slice(0, 2), yesterday);
    await mark(rows.slice(3, 4), yesterday);
    expect(await forget(today, 1)).toBe(1);
    expect(await forget(today)).toBe(1);
    expect(await forget(today)).toBe(0);
    await mark(rows, now);
    expect(await forget(today)).toBe(0);
    expect(await forget(new Date('2026-01-03'))).toBe(4);
    expect(await database.transaction(readLag)).toEqual({ unpublished: 0, oldestAt: null });
  });
});
