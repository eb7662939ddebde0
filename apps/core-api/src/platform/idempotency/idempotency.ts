import { and, asc, eq, lt, sql } from 'drizzle-orm';
import type { Clock } from '../clock/clock.js';
import type { Transaction } from '../database/database.js';
import { RuleViolated } from '../errors/rule-violated.js';
import { idempotencyKeys } from './idempotency.schema.js';

export interface IdempotentRequest {
  readonly organizationId: string;
  readonly userId: string;
  /** `undefined` when the client sent none: the work just runs. */
  readonly key: string | undefined;
  /** See `fingerprintOf`. */
  readonly fingerprint: string;
}

/** Lets a client send a command again without it being carried out again. */
export class Idempotency {
  constructor(private readonly clock: Clock) {}

  /**
   * Runs `work` once per key and gives its answer to every later request with the key; the answer must be JSON.
   * Must run in the transaction of the command: a rollback forgets the key with the work. Of two
   * requests at the same time, the second waits for the first (the insert blocks on the key) and gets its answer.
   */
  async run<T>(tx: Transaction, request: IdempotentRequest, work: () => Promise<T>): Promise<T> {
    const { organizationId, userId, key, fingerprint } = request;
    if (key === undefined) return work();
    const sameKey = and(
      eq(idempotencyKeys.organizationId, organizationId),
      eq(idempotencyKeys.userId, userId),
      eq(idempotencyKeys.key, key),
    );
    const claimed = await tx
      .insert(idempotencyKeys)
      .values({ organizationId, userId, key, fingerprint, createdAt: this.clock.now() })
      .onConflictDoNothing()
      .returning({ key: idempotencyKeys.key });
    if (claimed.length === 0) {
      const [earlier] = await tx.select().from(idempotencyKeys).where(sameKey);
      if (earlier?.fingerprint !== fingerprint) throw new RuleViolated('request.idempotency-key-reused');
      return earlier.answer?.value as T;
    }
    const value = await work();
    await tx.update(idempotencyKeys).set({ answer: { value } }).where(sameKey);
    return value;
  }

  /** Forgets keys that were used before `time`, oldest first, at most `limit`; answers how many. */
  async forget(tx: Transaction, time: Date, limit: number): Promise<number> {
    const old = tx
      .select({ row: sql`ctid` })
      .from(idempotencyKeys)
      .where(lt(idempotencyKeys.createdAt, time))
      .orderBy(asc(idempotencyKeys.createdAt))
      .limit(limit);
    const forgotten = await tx
      .delete(idempotencyKeys)
      .where(sql`ctid in ${old}`)
      .returning({ key: idempotencyKeys.key });
    return forgotten.length;
  }
}
