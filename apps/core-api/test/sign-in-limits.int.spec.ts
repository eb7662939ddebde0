import { randomUUID } from 'node:crypto';
import { eventually, services } from '@business-control/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { type Attempt, SignInLimits } from '../src/modules/identity/sign-in-limits.js';
import type { RuleViolated } from '../src/platform/errors/rule-violated.js';
import { RateLimits } from '../src/platform/rate-limit/rate-limits.js';

const JWT_SECRET = 'a secret of the tests, long enough to sign with';
/** What one network is allowed for one account. */
const FROM_ONE_NETWORK = 10;
/** What an account is allowed from all networks together. */
const FROM_EVERYWHERE = 300;

const opened: RateLimits[] = [];
afterEach(() => {
  for (const limits of opened.splice(0)) limits.close();
});

/** One copy of core-api, as far as sign-ins are counted. */
async function openLimits(where: 'in memory' | 'in Redis'): Promise<SignInLimits> {
  const { hostname: host, port } = new URL(services().redisUrl);
  const redis = where === 'in Redis' ? { host, port: Number(port), db: 0 } : undefined;
  // Long: whatever the machine does meanwhile, Redis counts.
  const limits = new RateLimits(redis, { warn: () => undefined }, { waitMs: 30_000 });
  opened.push(limits);
  await eventually(() => expect(limits.shared).toBe(redis !== undefined));
  return new SignInLimits(limits, { JWT_SECRET });
}

/** Networks that no other test uses, nor any earlier run: Redis remembers. */
const network = () => `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}`;
const attemptAt = (address: string, change: Partial<Attempt> = {}): Attempt => ({
  organization: 'acme',
  email: `${randomUUID()}@example.test`,
  address,
  deviceToken: null,
  ...change,
});

async function times(count: number, work: () => Promise<void>): Promise<void> {
  for (let index = 0; index < count; index += 1) await work();
}

const refusalOf = (limits: SignInLimits, attempt: Attempt): Promise<RuleViolated> =>
  limits.admit(attempt).then(
    () => expect.unreachable('admitted'),
    (error: RuleViolated) => error,
  );

describe.each(['in memory', 'in Redis'] as const)('attempts to sign in, counted %s', (where) => {
  it('stop a stranger who guesses, and nobody on another network', async () => {
    const limits = await openLimits(where);
    const stranger = attemptAt(`${network()}::1`);
    await times(FROM_ONE_NETWORK, () => limits.admit(stranger));
    const error = await refusalOf(limits, stranger);
    expect(error.code).toBe('auth.too-many-attempts');
    expect(error.facts?.retryAfterMs).toBeGreaterThan(0);
    await limits.admit({ ...stranger, address: `${network()}::1` });
  });

  it('count the addresses of one IPv6 subscriber as one', async () => {
    const limits = await openLimits(where);
    const prefix = network();
    const { email } = attemptAt(prefix);
    for (let host = 1; host <= FROM_ONE_NETWORK; host += 1) {
      await limits.admit(attemptAt(`${prefix}::${host}`, { email }));
    }
    await refusalOf(limits, attemptAt(`${prefix}::ffff`, { email }));
  });

  it('keep guessing from many networks slow', async () => {
    const limits = await openLimits(where);
    const account = attemptAt('', {});
    for (let guessed = 0; guessed < FROM_EVERYWHERE; guessed += FROM_ONE_NETWORK) {
      const address = `${network()}::1`;
      await times(FROM_ONE_NETWORK, () => limits.admit({ ...account, address }));
      // Whoever is refused already uses up nothing more of the account.
      await refusalOf(limits, { ...account, address });
    }
    const elsewhere = { ...account, address: `${network()}::1` };
    expect((await refusalOf(limits, elsewhere)).code).toBe('auth.too-many-attempts');
    await limits.admit(attemptAt(elsewhere.address));
  });

  it('that succeeded do not count: not there, and not for the account', async () => {
    const limits = await openLimits(where);
    const account = attemptAt('', {});
    for (let round = 0; round <= FROM_EVERYWHERE / FROM_ONE_NETWORK; round += 1) {
      const attempt = { ...account, address: `${network()}::1` };
      await times(FROM_ONE_NETWORK + 1, async () => {
        await limits.admit(attempt);
        await limits.succeeded(attempt);
      });
    }
  });

  it('of a device that signed in before are counted by themselves, whatever strangers do', async () => {
    const limits = await openLimits(where);
    const address = `${network()}::1`;
    const attempt = attemptAt(address);
    await limits.admit(attempt);
    const deviceToken = limits.deviceTokenAfter(attempt);
    await times(FROM_ONE_NETWORK - 1, () => limits.admit(attempt));
    await refusalOf(limits, attempt);

    const known = { ...attempt, deviceToken };
    await times(FROM_ONE_NETWORK, () => limits.admit(known));
    await refusalOf(limits, known);
    await limits.succeeded(known);
    await limits.admit(known);
    // Of what another account proves nothing is left for this one.
    const other = attemptAt(address);
    await refusalOf(limits, { ...attempt, deviceToken: limits.deviceTokenAfter(other) });
  });
});

describe('attempts to sign in at several copies of core-api', () => {
  it('count together, and a device that one knows is known to all', async () => {
    const [one, other] = [await openLimits('in Redis'), await openLimits('in Redis')];
    const attempt = attemptAt(`${network()}::1`);
    await times(FROM_ONE_NETWORK / 2, async () => {
      await one.admit(attempt);
      await other.admit(attempt);
    });
    await refusalOf(one, attempt);
    await refusalOf(other, attempt);
    await other.admit({ ...attempt, deviceToken: one.deviceTokenAfter(attempt) });
  });
});
