import { forgetAudited } from '../audit/forget-audited.js';
import type { Clock } from '../clock/clock.js';
import type { Database, Transaction } from '../database/database.js';
import type { Idempotency } from '../idempotency/idempotency.js';
import { forgetPublished } from '../outbox/outbox.repository.js';
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

/** Small, so that no deletion holds locks for long. */
const BATCH = 1_000;
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
    await this.database.transaction((tx) => this.idempotency.forget(tx, ago(idempotencyMs)));
    await this.inBatches(ending, (tx) => forgetPublished(tx, ago(outboxMs), BATCH));
    await this.inBatches(ending, (tx) => forgetAudited(tx, ago(auditMs), BATCH));
    await this.inBatches(ending, (tx) => forgetReacted(tx, ago(reactedMs), BATCH));
  }

  private async inBatches(ending: AbortSignal, forget: (tx: Transaction) => Promise<number>): Promise<void> {
    let deleted = BATCH;
    while (deleted === BATCH && !ending.aborted) {
      deleted = await this.database.transaction(forget);
    }
  }
}
