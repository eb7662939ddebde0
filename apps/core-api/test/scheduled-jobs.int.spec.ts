import { setTimeout as sleep } from 'node:timers/promises';
import { createDatabase, eventually, type TestDatabase } from '@business-control/testing';
import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PostgresDatabase } from '../src/platform/database/postgres-database.js';
import { createLogger } from '../src/platform/logging/logger.js';
import { ScheduledJobs } from '../src/platform/schedule/scheduled-jobs.js';
import { FragileDatabase } from './relay-fixture.js';

const FAILURES = 'core_api_scheduled_job_failures_total';

describe('scheduled jobs', () => {
  let server: TestDatabase;
  let postgres: PostgresDatabase;
  let database: FragileDatabase;
  let started: ScheduledJobs[];
  // It has no tables: jobs need nothing of it but a lock.
  beforeAll(async () => {
    server = await createDatabase();
    postgres = new PostgresDatabase({ uri: server.uri });
  });
  afterAll(async () => {
    await postgres.close();
    await server.drop();
  });
  beforeEach(() => {
    database = new FragileDatabase(postgres);
    started = [];
  });
  afterEach(async () => {
    await Promise.all(started.map((jobs) => jobs.stop()));
  });

  const newInstance = () => {
    const log: string[] = [];
    const registry = new Registry();
    const logger = createLogger('info', { write: (line: string) => void log.push(line) });
    const jobs = new ScheduledJobs(database, logger, registry, { competeMs: 20 });
    started.push(jobs);
    return { jobs, log, registry };
  };
  const counting = (name: string, everyMs = 10) => {
    const job = {
      name,
      everyMs,
      runs: 0,
      run: async () => {
        job.runs += 1;
      },
    };
    return job;
  };

  it('run again and again, each at its own pace', async () => {
    const { jobs } = newInstance();
    const [often, once] = [counting('test.often'), counting('test.once', 3_600_000)];
    const stuck = { name: 'test.stuck', everyMs: 1, run: (ending: AbortSignal) => aborted(ending) };
    for (const job of [stuck, often, once]) jobs.add(job);
    jobs.start();
    await eventually(() => expect(often.runs).toBeGreaterThan(5));
    expect(once.runs).toBe(1);
  });

  it('run in one process; another takes over when it stops', async () => {
    const [first, second] = [newInstance(), newInstance()];
    const [here, there] = [counting('test.tick'), counting('test.tick')];
    first.jobs.add(here);
    second.jobs.add(there);
    first.jobs.start();
    await eventually(() => expect(here.runs).toBeGreaterThan(0));
    second.jobs.start();
    const soFar = here.runs;
    await eventually(() => expect(here.runs).toBeGreaterThan(soFar + 10));
    expect(there.runs).toBe(0);
    await first.jobs.stop();
    const last = here.runs;
    await eventually(() => expect(there.runs).toBeGreaterThan(3));
    expect(here.runs).toBe(last);
  });

  it('are never under way in two processes, however often they change', async () => {
    let under = 0;
    let most = 0;
    const leaders: number[] = [];
    const start = (id: number) => {
      const { jobs } = newInstance();
      const run = async () => {
        leaders.push(id);
        most = Math.max(most, ++under);
        await sleep(2);
        under -= 1;
      };
      jobs.add({ name: 'test.alone', everyMs: 1, run });
      jobs.start();
      return jobs;
    };
    const instances = [start(0), start(1), start(2)];
    for (let turn = 1; turn <= 3; turn += 1) {
      await eventually(() => expect(new Set(leaders).size).toBe(turn));
      const leader = leaders.at(-1) ?? 0;
      await instances[leader]?.stop();
    }
    expect(most).toBe(1);
  });

  it('stop when the lock is lost, and come back when it can be had again', async () => {
    const { jobs, log } = newInstance();
    const job = counting('test.tick');
    jobs.add(job);
    jobs.start();
    await eventually(() => expect(job.runs).toBeGreaterThan(0));
    database.failLock = true;
    await database.loseLocks();
    await eventually(() => expect(log.join()).toContain('scheduled jobs cannot reach the database'));
    const whileLost = job.runs;
    database.failLock = false;
    await eventually(() => expect(job.runs).toBeGreaterThan(whileLost));
    expect(log.filter((line) => line.includes('lost their lock'))).toHaveLength(1);
  });

  it('that fail are logged, counted and told, and run again', async () => {
    const { jobs, log, registry } = newInstance();
    const told: unknown[] = [];
    let runs = 0;
    jobs.add({
      name: 'test.breaks',
      everyMs: 10,
      run: async () => {
        runs += 1;
        if (runs < 3) throw new Error(`out of order ${runs}`);
      },
    });
    const fine = counting('test.fine');
    jobs.add(fine);
    jobs.observeFailures(async () => {
      throw new Error('nobody there');
    });
    jobs.observeFailures(async (job, error) => void told.push([job, String(error)]));
    jobs.start();
    await eventually(() => expect(runs).toBeGreaterThan(3));
    expect(told).toEqual([
      ['test.breaks', 'Error: out of order 1'],
      ['test.breaks', 'Error: out of order 2'],
    ]);
    expect(log.filter((line) => line.includes('a scheduled job failed'))).toHaveLength(2);
    expect(log.join()).toContain('"job":"test.breaks"');
    const metrics = (await registry.metrics()).split('\n');
    expect(metrics).toContain(`${FAILURES}{job="test.breaks"} 2`);
    expect(metrics).toContain(`${FAILURES}{job="test.fine"} 0`);
  });

  it('are told of when they went well, which no observer can spoil', async () => {
    const { jobs, log } = newInstance();
    const told: string[] = [];
    let failing = true;
    const run = async () => {
      if (failing) throw new Error('out of order');
    };
    jobs.add({ name: 'test.recovers', everyMs: 3_600_000, run });
    jobs.observeSuccesses(async () => {
      throw new Error('nobody there');
    });
    jobs.observeSuccesses(async (job) => void told.push(job));
    await expect(jobs.runNow('test.recovers')).rejects.toThrow('out of order');
    expect(told).toEqual([]);
    failing = false;
    await jobs.runNow('test.recovers');
    expect(told).toEqual(['test.recovers']);
    expect(log.filter((line) => line.includes('nobody could be told'))).toHaveLength(1);
  });

  it('can be run at once, one run at a time, and say whether that failed', async () => {
    const { jobs } = newInstance();
    const steps: string[] = [];
    let failing = false;
    jobs.add({
      name: 'test.asked-for',
      everyMs: 3_600_000,
      run: async () => {
        steps.push('begin');
        await sleep(5);
        steps.push('end');
        if (failing) throw new Error('out of order');
      },
    });
    await Promise.all([jobs.runNow('test.asked-for'), jobs.runNow('test.asked-for')]);
    expect(steps).toEqual(['begin', 'end', 'begin', 'end']);
    failing = true;
    await expect(jobs.runNow('test.asked-for')).rejects.toThrow('out of order');
    await expect(jobs.runNow('test.unknown')).rejects.toThrow('there is no scheduled job test.unknown');
  });

  it('have names of their own', () => {
    const { jobs } = newInstance();
    jobs.add(counting('test.tick'));
    expect(() => jobs.add(counting('test.tick'))).toThrow('there are two scheduled jobs test.tick');
  });

  it('end before a stop is over', async () => {
    const { jobs } = newInstance();
    let [begun, ended] = [false, false];
    const run = async (ending: AbortSignal) => {
      begun = true;
      await aborted(ending);
      await sleep(20);
      ended = true;
    };
    jobs.add({ name: 'test.long', everyMs: 1, run });
    jobs.start();
    await eventually(() => expect(begun).toBe(true));
    await jobs.stop();
    expect(ended).toBe(true);
  });
});

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
