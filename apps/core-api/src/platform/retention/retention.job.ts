import { forgetAudited } from '../audit/forget-audited.js';
import type { Clock } from '../clock/clock.js';
import type { Database } from '../database/database.js';
import type { Idempotency } from '../idempotency/idempotency.js';
import { forgetPublished } from '../outbox/outbox.repository.js';
import { inBatches } from '../schedule/in-batches.js';
import type { ScheduledJob } from '../schedule/scheduled-jobs.js';
import { forgetReacted } from '../work-queue/forget-reacted.js';

export interface RetentionOptions {
  readonly outboxMs: number;
  /** How long entries of the audit log stay. */
  readonly auditMs: number;
  /** How long an answer is remembered under its Idempotency-Key. Default 24 h. */
  readonly idempotencyMs?: number;
  /** How long a fact that had its effect is known; much longer than the broker may take to deliver it again. Default 7 days. */
  readonly reactedMs?: number;
}

const DAY_MS = 86_400_000;

/** Deletes what has served its time. */
export class RetentionJob implements ScheduledJob {
  readonly name = 'platform.retention';
  readonly everyMs = 600_000;

  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly options: RetentionOptions,
  ) {}

  async run(ending: AbortSignal): Promise<void> {
    const ago = (milliseconds: number) => new Date(this.clock.now().getTime() - milliseconds);
    const { outboxMs, auditMs, idempotencyMs = DAY_MS, reactedMs = 7 * DAY_MS } = this.options;
    await inBatches(this.database, ending, (tx, limit) =>
      this.idempotency.forget(tx, ago(idempotencyMs), limit),
    );
    await inBatches(this.database, ending, (tx, limit) => forgetPublished(tx, ago(outboxMs), limit));
    await inBatches(this.database, ending, (tx, limit) => forgetAudited(tx, ago(auditMs), limit));
    await inBatches(this.database, ending, (tx, limit) => forgetReacted(tx, ago(reactedMs), limit));
  }
}
