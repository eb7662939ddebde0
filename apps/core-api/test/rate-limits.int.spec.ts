import { randomUUID } from 'node:crypto';
import { eventually, services } from '@business-control/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { RuleViolated } from '../src/platform/errors/rule-violated.js';
import { type RateLimit, RateLimits, type RedisAddress } from '../src/platform/rate-limit/rate-limits.js';

const redis = (): RedisAddress => {
  const { hostname, port, password, pathname } = new URL(services().redisUrl);
  return {
    host: hostname,
    port: Number(port),
    password: password || undefined,
    db: Number(pathname.slice(1)),
  };
};

/** Long: whatever the machine does meanwhile, Redis counts. */
const waitMs = 30_000;

describe.each([
  ['in memory', () => undefined],
  ['in Redis', redis],
])('rate limits %s', (_, address) => {
  const opened: RateLimits[] = [];
  const open = async () => {
    const given = address();
    const limits = new RateLimits(given, { warn: () => undefined }, { waitMs });
    opened.push(limits);
    await eventually(() => expect(limits.shared).toBe(given !== undefined));
    return limits;
  };
  afterEach(() => {
    for (const limits of opened.splice(0)) limits.close();
  });

  const refusal = (limit: RateLimit, key: string) =>
    limit.consume(key).then(
      () => expect.unreachable('allowed'),
      (error: RuleViolated) => error,
    );

  it('allow so many attempts of a key, and tell how long to wait after', async () => {
    const limit = (await open()).limit({ name: randomUUID(), attempts: 3, windowSeconds: 3_600 });
    for (let attempt = 0; attempt < 3; attempt += 1) await limit.consume('pat');
    const error = await refusal(limit, 'pat');
    expect(error).toBeInstanceOf(RuleViolated);
    expect(error.code).toBe('request.too-many');
    expect(error.facts?.retryAfterMs).toBeGreaterThan(3_000_000);
    expect(error.facts?.retryAfterMs).toBeLessThanOrEqual(3_600_000);
    await limit.consume('sam');
  });

  it('forget a key when told', async () => {
    const limit = (await open()).limit({ name: randomUUID(), attempts: 1, windowSeconds: 60 });
    await limit.consume('pat');
    await limit.reset('pat');
    await limit.consume('pat');
  });

  it('allow another attempt for one that did not count', async () => {
    const limit = (await open()).limit({ name: randomUUID(), attempts: 2, windowSeconds: 3_600 });
    await limit.consume('pat');
    await limit.consume('pat');
    await limit.giveBack('pat');
    await limit.consume('pat');
    await refusal(limit, 'pat');
  });

  it('do not mix what has different names', async () => {
    const limits = await open();
    await limits.limit({ name: randomUUID(), attempts: 1, windowSeconds: 60 }).consume('pat');
    await limits.limit({ name: randomUUID(), attempts: 1, windowSeconds: 60 }).consume('pat');
  });

  it('are allowed again after the window', async () => {
    const limit = (await open()).limit({ name: randomUUID(), attempts: 1, windowSeconds: 1 });
    // On a machine that stands still for a second the window is over before the second attempt: another key tells then.
    const { key, facts } = await eventually(async () => {
      const key = randomUUID();
      await limit.consume(key);
      return { key, facts: (await refusal(limit, key)).facts };
    });
    expect(facts?.retryAfterMs).toBeGreaterThan(0);
    expect(facts?.retryAfterMs).toBeLessThanOrEqual(1_000);
    await eventually(() => limit.consume(key));
  });
});

describe('rate limits over processes', () => {
  it('count together in Redis', async () => {
    const processes = [redis(), redis()].map(
      (address) => new RateLimits(address, { warn: () => undefined }, { waitMs }),
    );
    const options = { name: randomUUID(), attempts: 2, windowSeconds: 3_600 };
    const [first, second] = processes.map((limits) => limits.limit(options));
    await eventually(() => expect(processes.map(({ shared }) => shared)).toEqual([true, true]));
    await first?.consume('pat');
    await second?.consume('pat');
    await expect(first?.consume('pat')).rejects.toThrow('request.too-many');
    await expect(second?.consume('pat')).rejects.toThrow('request.too-many');
    for (const limits of processes) limits.close();
  });

  it('count in memory while Redis is away, and say so once', async () => {
    const warnings: unknown[] = [];
    // Nothing listens there.
    const address = { host: '127.0.0.1', port: 1, db: 0 };
    const limits = new RateLimits(address, { warn: (fields: unknown) => void warnings.push(fields) });
    const limit = limits.limit({ name: randomUUID(), attempts: 2, windowSeconds: 3_600 });
    await limit.consume('pat');
    await limit.consume('pat');
    await expect(limit.consume('pat')).rejects.toThrow('request.too-many');
    await limit.reset('pat');
    await limit.consume('pat');
    await eventually(() => expect(warnings).toHaveLength(1));
    expect(limits.shared).toBe(false);
    limits.close();
  });
});
