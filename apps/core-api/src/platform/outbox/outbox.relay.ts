import { setTimeout as sleep } from 'node:timers/promises';
import { type EventBroker, Unroutable } from '@business-control/event-broker';
import type { Logger } from 'pino';
import type { Clock } from '../clock/clock.js';
import type { Database, Lock } from '../database/database.js';
import { within } from '../database/within.js';
import { Bell } from './bell.js';
import { OUTBOX_CHANNEL } from './outbox.js';
import {
  markPublished,
  type OutboxLag,
  type OutboxRow,
  readLag,
  readUnpublished,
} from './outbox.repository.js';
import { publishBatch } from './publish-batch.js';
import { retryDelay } from './retry-delay.js';

export interface RelayOptions {
  /** Most messages in flight. Default 500. */
  readonly window?: number;
  /** How often the leader looks for events it was not woken for. Default 1 s. */
  readonly pollMs?: number;
  /** How often a process without the lock tries to get it. Default 1 s. */
  readonly competeMs?: number;
  /** How long `stop` waits for the broker's answers. Default 5 s. */
  readonly drainMs?: number;
}

const LAG_READ_WITHIN_MS = 3_000;

export interface RelayStatus {
  readonly leading: boolean;
  /** Failures since the last success; the message of the latest. */
  readonly failures: number;
  readonly lastError: string | null;
  /** Since the process started. */
  readonly published: number;
  readonly failuresEver: number;
}

/**
 * Carries committed events to the broker, each at least once, those of one organization in the order of `seq`.
 *
 * Order. A row is published only after every earlier row of its organization was confirmed or was sent before it on the
 * same channel. When the connection dies, what the broker has stored of that channel is a prefix of what was sent;
 * publishing again from the first unconfirmed row therefore repeats (same id, same `seq`: consumers drop it)
 * but never skips. A single message that is refused on a living connection (nacked, unroutable) is different: later ones
 * of its organization may have been stored. They are not marked and follow once more after it, so nothing is
 * lost, and consumers see the gap in `seq` and resynchronise, so it is not silent; it is logged. To
 * make it rare, one message alone goes first after any failure, and the window opens again, doubling, while
 * everything is confirmed: against a broker that keeps refusing, nothing overtakes.
 *
 * Leadership saves work; order does not depend on it. Should two relays publish for a moment (a lock can be lost before its
 * holder knows), each sends every organization's rows from a point where all earlier ones are confirmed, and
 * two such sequences interleave without a gap.
 */
export class OutboxRelay {
  private readonly bell = new Bell();
  private readonly stopping = new AbortController();
  private readonly window: number;
  private readonly pollMs: number;
  private readonly competeMs: number;
  private readonly drainMs: number;
  private running: Promise<void> | undefined;
  private stopListening: (() => Promise<void>) | undefined;
  private leading = false;
  private failures = 0;
  private lastError: string | null = null;
  private published = 0;
  private failuresEver = 0;

  constructor(
    private readonly database: Database,
    private readonly broker: Pick<EventBroker, 'publish'>,
    private readonly clock: Clock,
    private readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>,
    { window = 500, pollMs = 1_000, competeMs = 1_000, drainMs = 5_000 }: RelayOptions = {},
  ) {
    this.window = window;
    this.pollMs = pollMs;
    this.competeMs = competeMs;
    this.drainMs = drainMs;
  }

  get status(): RelayStatus {
    const { leading, failures, lastError, published, failuresEver } = this;
    return { leading, failures, lastError, published, failuresEver };
  }

  /** Rejects when the database does not answer soon. */
  lag(): Promise<OutboxLag> {
    return within(LAG_READ_WITHIN_MS, this.database.observe(readLag));
  }

  async start(): Promise<void> {
    this.stopListening = await this.database.listen(OUTBOX_CHANNEL, () => this.bell.ring());
    this.running = this.run();
  }

  /** Finishes what is in flight, marks it, and lets another process lead. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.stopListening?.();
    const timeout = new AbortController();
    await Promise.race([
      this.running,
      sleep(this.drainMs, undefined, { signal: timeout.signal }).catch(() => undefined),
    ]);
    timeout.abort();
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        const lock = await this.database.tryLock('outbox-relay');
        // Another process leads: the database is there, and whether events get out is told by who sends them.
        if (!lock) this.succeeded();
        // Who stepped down waits longer than others do to compete, so that another gets its turn.
        const wait = lock ? ((await this.lead(lock)) === 'stepped-down' ? 3 : 0) : 1;
        await this.pause(wait * this.competeMs, this.stopping.signal);
      } catch (error) {
        await this.failed(error, 'outbox relay cannot reach the database', this.stopping.signal);
      }
    }
  }

  private async lead(lock: Lock): Promise<'ended' | 'stepped-down'> {
    const end = AbortSignal.any([lock.lost, this.stopping.signal]);
    this.leading = true;
    this.logger.info('outbox relay leads');
    try {
      // A former leader may have left off at a failure: begin as after one.
      for (let window = 1; !end.aborted; ) {
        const next = await this.pass(window, end);
        if (next === 'step-down') return 'stepped-down';
        window = next;
      }
      if (lock.lost.aborted) this.logger.warn('outbox relay lost its lock');
      return 'ended';
    } finally {
      this.leading = false;
      await lock.release();
    }
  }

  /** One batch. Answers how many messages the next one may have in flight. */
  private async pass(window: number, end: AbortSignal): Promise<number | 'step-down'> {
    try {
      const rows = await this.database.transaction((tx) => readUnpublished(tx, window));
      if (rows.length === 0) {
        this.succeeded();
        await this.bell.wait(this.pollMs, end);
        return window;
      }
      const { confirmed, overtook, failure } = await publishBatch(this.broker, rows);
      this.published += confirmed.length;
      await this.mark(confirmed);
      for (const { organizationId, seq } of overtook) {
        this.logger.error(
          { organizationId, seq },
          'event overtook a refused one; its consumers will resynchronise',
        );
      }
      if (!failure) {
        this.succeeded();
        return Math.min(window * 2, this.window);
      }
      await this.failed(failure.error, 'outbox relay cannot publish', end);
      // Its exchange is not in this process's topology: while a new version rolls out, another process has it.
      return failure.error instanceof Unroutable ? 'step-down' : 1;
    } catch (error) {
      await this.failed(error, 'outbox relay cannot reach the database', end);
      return 1;
    }
  }

  private async mark(rows: readonly OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    const positions = rows.map(({ position }) => position);
    await this.database.transaction((tx) => markPublished(tx, positions, this.clock.now()));
  }

  private succeeded(): void {
    if (this.failures > 0) this.logger.info({ failures: this.failures }, 'outbox relay recovered');
    this.failures = 0;
    this.lastError = null;
  }

  /** Logs the first failure of a row of them, then waits. */
  private async failed(error: unknown, message: string, end: AbortSignal): Promise<void> {
    this.failures += 1;
    this.failuresEver += 1;
    this.lastError = error instanceof Error ? error.message : String(error);
    if (this.failures === 1) this.logger.warn({ err: error }, message);
    await this.pause(retryDelay(this.failures), end);
  }

  private async pause(milliseconds: number, end: AbortSignal): Promise<void> {
    await sleep(milliseconds, undefined, { signal: end }).catch(() => undefined);
  }
}
