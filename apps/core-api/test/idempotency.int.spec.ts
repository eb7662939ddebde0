import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FixedClock } from '../src/platform/clock/clock.js';
import type { Database } from '../src/platform/database/database.js';
import { RuleViolated } from '../src/platform/errors/rule-violated.js';
import { fingerprintOf } from '../src/platform/idempotency/fingerprint.js';
import { Idempotency } from '../src/platform/idempotency/idempotency.js';
import { openPostgres } from './ticks.js';

describe('idempotency', () => {
  let database: Database;
  let close: () => Promise<void>;
  const clock = new FixedClock(new Date('2026-01-01T00:00:00Z'));
  const idempotency = new Idempotency(clock);
  beforeAll(async () => {
    ({ database, close } = await openPostgres());
  });
  afterAll(() => close());

  const request = (key: string | undefined, input: unknown = {}, userId = 'pat') => ({
    organizationId: 'acme',
    userId,
    key,
    fingerprint: fingerprintOf('Pay', input),
  });
  let ran = 0;
  const pay = async () => {
    ran += 1;
    return { paymentId: ran };
  };
  const run = (...given: Parameters<typeof request>) =>
    database.transaction((tx) => idempotency.run(tx, request(...given), pay));

  it('carries a command out once per key and repeats its answer', async () => {
    const key = randomUUID();
    const before = ran;
    const first = await run(key);
    expect(await run(key)).toEqual(first);
    expect(ran).toBe(before + 1);
  });

  it('carries out every command without a key', async () => {
    const before = ran;
    await run(undefined);
    await run(undefined);
    expect(ran).toBe(before + 2);
  });

  it('refuses the key for another body', async () => {
    const key = randomUUID();
    await run(key, { amount: 1 });
    await expect(run(key, { amount: 2 })).rejects.toThrow(new RuleViolated('request.idempotency-key-reused'));
  });

  it('keeps the keys of people apart', async () => {
    const key = randomUUID();
    expect(await run(key, {}, 'pat')).not.toEqual(await run(key, {}, 'sam'));
  });

  it('forgets the key when the command fails, so that it may be tried again', async () => {
    const key = randomUUID();
    const failing = database.transaction((tx) =>
      idempotency.run(tx, request(key), async () => {
        throw new Error('no');
      }),
    );
    await expect(failing).rejects.toThrow('no');
    const before = ran;
    await run(key);
    expect(ran).toBe(before + 1);
  });

  it('carries out one of many at the same time, and gives all its answer', async () => {
    const key = randomUUID();
    const before = ran;
    const answers = await Promise.all(Array.from({ length: 8 }, () => run(key)));
    expect(ran).toBe(before + 1);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('repeats an answer of nothing', async () => {
    const key = randomUUID();
    const nothing = () =>
      database.transaction((tx) => idempotency.run(tx, request(key), async () => undefined));
    expect(await nothing()).toBeUndefined();
    expect(await nothing()).toBeUndefined();
  });

  it('forgets keys of the past', async () => {
    const key = randomUUID();
    const first = await run(key);
    await database.transaction((tx) => idempotency.forget(tx, clock.now(), 10));
    expect(await run(key)).toEqual(first);
    clock.advance(1);
    await database.transaction((tx) => idempotency.forget(tx, clock.now(), 10));
    expect(await run(key)).not.toEqual(first);
  });
});
