import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { forgetAudited } from '../audit/forget-audited.js';
import type { Clock } from '../clock/clock.js';
import type { Database, Transaction } from '../database/database.js';
import type { Idempotency } from '../idempotency/idempotency.js';
import { forgetPublished } from '../outbox/outbox.repository.js';
import { forgetReacted } from '../work-queue/forget-reacted.js';

export interface RetentionOptions {
  readonly outboxMs: number;
  /** How long entries of the audit log stay. */
  readonly auditMs: number;
  /** How long an answer is remembered under its Idempotency-Key. Default 24 h. */
  readonly idempotencyMs?: number;
  /** How long a fact that had its effect is known; much longer than the broker may take to deliver it again. Default 7 days. */
  readonly reactedMs?: number;
  /** Default 10 min. */
  readonly everyMs?: number;
}

/** Small, so that no deletion holds locks for long. */
const BATCH = 1_000;
const DAY_MS = 86_400_000;

/** Deletes what has served its time. Every process may run it; one at a time does. */
export class RetentionJob {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
    private readonly logger: Pick<Logger, 'warn'>,
    private readonly options: RetentionOptions,
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Deletes once. Does nothing while another process is at it. */
  async sweep(): Promise<void> {
    const lock = await this.database.tryLock('retention');
    if (!lock) return;
    try {
      const ago = (milliseconds: number) => new Date(this.clock.now().getTime() - milliseconds);
      const { outboxMs, auditMs, idempotencyMs = DAY_MS, reactedMs = 7 * DAY_MS } = this.options;
      await this.database.transaction((tx) => this.idempotency.forget(tx, ago(idempotencyMs)));
      await this.inBatches((tx) => forgetPublished(tx, ago(outboxMs), BATCH));
      await this.inBatches((tx) => forgetAudited(tx, ago(auditMs), BATCH));
      await this.inBatches((tx) => forgetReacted(tx, ago(reactedMs), BATCH));
    } finally {
      await lock.release();
    }
  }

  private async inBatches(forget: (tx: Transaction) => Promise<number>): Promise<void> {
    let deleted = BATCH;
    while (deleted === BATCH && !this.stopping.signal.aborted) {
      deleted = await this.database.transaction(forget);
    }
  }

  private async run(): Promise<void> {
    const { everyMs = 600_000 } = this.options;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.sweep().catch((err) => this.logger.warn({ err }, 'deletion of old rows failed'));
      await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
