import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';
import type { Database, Lock } from '../database/database.js';

export interface ScheduledJob {
  /** `<module>.<what-it-does>`, in logs and metrics. */
  readonly name: string;
  /** From the end of a run to the beginning of the next. A process that becomes the leader runs the job at once. */
  readonly everyMs: number;
  /**
   * A run. Leadership saves work, it is no lock: a process can lose it before it knows, so a job must bear to be run twice at
   * the same time. `ending` aborts when the process stops or no longer leads; a long run then ends at its next step.
   */
  run(ending: AbortSignal): Promise<void>;
}

/** Told of each run that failed; what it throws is logged. */
export type FailureObserver = (job: string, error: unknown) => Promise<void>;

/** Told of each run that went well, also the first of a process: the one that failed may have been another one's. What it throws is logged. */
export type SuccessObserver = (job: string) => Promise<void>;

interface Entry {
  readonly job: ScheduledJob;
  /** Settles when the runs that were asked for so far have ended. */
  turn: Promise<void>;
}

/**
 * Runs jobs again and again, in one process at a time: the one with the lock, until it stops or loses it. Modules add theirs in
 * `onModuleInit`; the platform starts them with the application and, when it stops, waits for the runs in hand.
 */
export class ScheduledJobs {
  private readonly entries = new Map<string, Entry>();
  private readonly failureObservers: FailureObserver[] = [];
  private readonly successObservers: SuccessObserver[] = [];
  private readonly stopping = new AbortController();
  private readonly failures: Counter<'job'>;
  private readonly competeMs: number;
  private running: Promise<void> | undefined;

  /** `competeMs` is how often a process without the lock tries to get it; each attempt is a connection. Default 5 s. */
  constructor(
    private readonly database: Pick<Database, 'tryLock'>,
    private readonly logger: Pick<Logger, 'info' | 'warn'>,
    registry: Registry,
    { competeMs = 5_000 }: { readonly competeMs?: number } = {},
  ) {
    this.competeMs = competeMs;
    this.failures = new Counter({
      name: 'core_api_scheduled_job_failures_total',
      help: 'Runs of scheduled jobs that failed.',
      labelNames: ['job'],
      registers: [registry],
    });
  }

  add(job: ScheduledJob): void {
    if (this.entries.has(job.name)) throw new Error(`there are two scheduled jobs ${job.name}`);
    this.entries.set(job.name, { job, turn: Promise.resolve() });
    this.failures.inc({ job: job.name }, 0);
  }

  observeFailures(observer: FailureObserver): void {
    this.failureObservers.push(observer);
  }

  observeSuccesses(observer: SuccessObserver): void {
    this.successObservers.push(observer);
  }

  /**
   * Runs a job in this process, whoever leads, after the run that is under way here. A failure is reported as any other, and
   * thrown.
   */
  async runNow(name: string): Promise<void> {
    const entry = this.entries.get(name);
    if (!entry) throw new Error(`there is no scheduled job ${name}`);
    await this.run(entry, this.stopping.signal);
  }

  start(): void {
    this.running = this.compete();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await Promise.all([...this.entries.values()].map(({ turn }) => turn));
  }

  private async compete(): Promise<void> {
    const { signal } = this.stopping;
    let failing = false;
    while (!signal.aborted) {
      try {
        const lock = await this.database.tryLock('scheduled-jobs');
        failing = false;
        if (lock) await this.lead(lock);
      } catch (err) {
        if (!failing) this.logger.warn({ err }, 'scheduled jobs cannot reach the database');
        failing = true;
      }
      await pause(this.competeMs, signal);
    }
  }

  private async lead(lock: Lock): Promise<void> {
    const ending = AbortSignal.any([lock.lost, this.stopping.signal]);
    this.logger.info('scheduled jobs run here');
    try {
      await Promise.all([...this.entries.values()].map((entry) => this.repeat(entry, ending)));
      if (lock.lost.aborted) this.logger.warn('scheduled jobs lost their lock');
    } finally {
      await lock.release();
    }
  }

  private async repeat(entry: Entry, ending: AbortSignal): Promise<void> {
    while (!ending.aborted) {
      await this.run(entry, ending).catch(() => undefined);
      await pause(entry.job.everyMs, ending);
    }
  }

  private run(entry: Entry, ending: AbortSignal): Promise<void> {
    const { job } = entry;
    const run = entry.turn.then(async () => {
      if (ending.aborted) return;
      try {
        await job.run(ending);
      } catch (error) {
        await this.failed(job.name, error);
        throw error;
      }
      for (const observe of this.successObservers) await this.tell(job.name, observe(job.name));
    });
    entry.turn = run.catch(() => undefined);
    return run;
  }

  private async failed(job: string, error: unknown): Promise<void> {
    this.logger.warn({ err: error, job }, 'a scheduled job failed');
    this.failures.inc({ job });
    for (const observe of this.failureObservers) await this.tell(job, observe(job, error));
  }

  private tell(job: string, told: Promise<void>): Promise<void> {
    return told.catch((err) =>
      this.logger.warn({ err, job }, 'nobody could be told how a scheduled job went'),
    );
  }
}

async function pause(milliseconds: number, ending: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal: ending, ref: false }).catch(() => undefined);
}
