import { BrokerUnavailable, Unroutable } from '@business-control/event-broker';
import { eventually } from '@business-control/testing';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { PostgresDatabase } from '../src/platform/database/postgres-database.js';
import type { OutboxRelay } from '../src/platform/outbox/outbox.relay.js';
import { readLag } from '../src/platform/outbox/outbox.repository.js';
import { FragileDatabase, relayOn, ScriptedBroker } from './relay-fixture.js';
import { appendTicks, openPostgres } from './ticks.js';

describe('the relay', () => {
  let database: PostgresDatabase;
  let close: () => Promise<void>;
  let broker: ScriptedBroker;
  let relays: OutboxRelay[];

  beforeAll(async () => {
    ({ database, close } = await openPostgres());
  });
  afterAll(() => close());
  beforeEach(() => {
    broker = new ScriptedBroker();
    relays = [];
  });
  afterEach(async () => {
    await Promise.all(relays.map((relay) => relay.stop()));
    await database.transaction((tx) =>
      tx.execute(sql`truncate outbox_events, organization_heads restart identity`),
    );
  });

  const start = async (...given: Parameters<typeof relayOn>) => {
    const relay = relayOn(...given);
    relays.push(relay);
    await relay.start();
    return relay;
  };
  const tick = (organizationId: string, count = 1) =>
    database.transaction((tx) => appendTicks(tx, organizationId, count));
  const unpublished = async () => (await database.transaction(readLag)).unpublished;
  const published = () => eventually(async () => expect(await unpublished()).toBe(0));

  it('publishes what was committed before it started, and what is committed after', async () => {
    await tick('acme', 3);
    await start(database, broker);
    await published();
    await tick('acme', 2);
    await tick('globex');
    await published();
    expect(broker.stored.heads).toEqual(
      new Map([
        ['acme', 5],
        ['globex', 1],
      ]),
    );
    expect(broker.sent).toHaveLength(6);
  });

  it('is woken by a commit and does not wait for its poll', async () => {
    const relay = await start(database, broker, { pollMs: 600_000 });
    await eventually(() => expect(relay.status.leading).toBe(true));
    await tick('acme');
    await published();
  });

  it('finds by polling what no notification told it', async () => {
    await start(database, broker, { pollMs: 50 });
    await tick('acme');
    await published();
    const quiet = database.transaction(async (tx) => {
      await tx.execute(sql`insert into outbox_events
        (id, organization_id, epoch, seq, name, version, occurred_at, payload)
        select gen_random_uuid(), organization_id, epoch, 2, name, 1, now(), payload from outbox_events`);
    });
    await quiet;
    await published();
    expect(broker.stored.heads.get('acme')).toBe(2);
  });

  it('never skips an event that becomes visible below positions already published', async () => {
    await start(database, broker);
    const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>();
    const { promise: inserted, resolve: hasInserted } = Promise.withResolvers<void>();
    const late = database.transaction(async (tx) => {
      await appendTicks(tx, 'late', 2);
      hasInserted();
      await mayCommit;
    });
    await inserted;
    await tick('early', 5);
    await eventually(() => expect(broker.stored.heads.get('early')).toBe(5));
    commit();
    await late;
    await published();
    expect(broker.stored.heads.get('late')).toBe(2);
  });

  it('repeats with the same id and seq what was confirmed but not marked, and nothing else', async () => {
    const fragile = new FragileDatabase(database);
    await tick('acme', 20);
    // Windows of 1, 2, 4 and 8: with 15 sent, the next transaction is the one that marks the last 8.
    let failures = 0;
    fragile.failTransaction = () => {
      if (broker.sent.length !== 15 || failures > 0) return false;
      failures += 1;
      return true;
    };
    await start(fragile, broker);
    await published();
    expect(broker.stored.gaps).toEqual([]);
    expect(broker.stored.heads.get('acme')).toBe(20);
    expect(broker.stored.duplicates).toBe(8);
    expect(broker.sent).toHaveLength(28);
  });

  it('stops at the first failure, tries again from there, and tells of it once', async () => {
    const log: string[] = [];
    let down = true;
    broker.refuse = () => (down ? new BrokerUnavailable('not connected') : undefined);
    await tick('acme', 10);
    const relay = await start(database, broker, { log });
    await eventually(() => expect(relay.status.failures).toBeGreaterThan(2));
    expect(relay.status.lastError).toBe('not connected');
    expect(new Set(broker.sent.map(({ seq }) => seq))).toEqual(new Set([1]));
    expect(await unpublished()).toBe(10);
    down = false;
    await published();
    // It hears of what it has marked after everybody else can see it.
    await eventually(() =>
      expect(relay.status).toMatchObject({ leading: true, failures: 0, lastError: null, published: 10 }),
    );
    expect(relay.status.failuresEver).toBeGreaterThan(0);
    expect(broker.stored.gaps).toEqual([]);
    expect(log.filter((line) => line.includes('cannot publish'))).toHaveLength(1);
    expect(log.filter((line) => line.includes('recovered'))).toHaveLength(1);
  });

  it('hides no gap when one event is refused on a living connection: it and all after it come again, in order', async () => {
    const log: string[] = [];
    await start(database, broker, { log });
    await tick('acme', 40);
    await published();
    let refusals = 0;
    broker.refuse = ({ organizationId, seq }) => {
      if (organizationId !== 'acme' || seq !== 45 || refusals > 0) return undefined;
      refusals += 1;
      return new BrokerUnavailable('nacked');
    };
    await database.transaction(async (tx) => {
      await appendTicks(tx, 'globex', 1);
      await appendTicks(tx, 'acme', 10);
    });
    await published();
    expect(broker.stored.gaps).toEqual(['acme 44 -> 46']);
    const after = broker.sent.filter(({ organizationId }) => organizationId === 'acme').map(({ seq }) => seq);
    const refusedAt = after.indexOf(45);
    expect(after.slice(refusedAt)).toEqual([45, 46, 47, 48, 49, 50, 45, 46, 47, 48, 49, 50]);
    expect(broker.sent.filter(({ organizationId }) => organizationId === 'globex')).toHaveLength(1);
    expect(log.filter((line) => line.includes('overtook'))).toHaveLength(5);
  });

  it('lets another lead when its broker has no place for an event', async () => {
    broker.refuse = () => new Unroutable('no such exchange');
    const newer = new ScriptedBroker();
    const old = await start(database, broker);
    await eventually(() => expect(old.status.leading).toBe(true));
    const relay = await start(database, newer);
    await tick('acme', 5);
    await published();
    expect(newer.stored.heads.get('acme')).toBe(5);
    expect(relay.status.leading).toBe(true);
    expect(old.status.leading).toBe(false);
  });

  it('leads alone, and another takes over when it stops', async () => {
    const other = new ScriptedBroker();
    const first = await start(database, broker);
    await eventually(() => expect(first.status.leading).toBe(true));
    const second = await start(database, other);
    await tick('acme', 3);
    await published();
    expect(second.status.leading).toBe(false);
    expect(other.sent).toEqual([]);
    await first.stop();
    expect(first.status.leading).toBe(false);
    await tick('acme', 2);
    await published();
    expect(other.sent.map(({ seq }) => seq)).toEqual([4, 5]);
  });

  it('gives way when its connection is lost, and competes again', async () => {
    const other = new ScriptedBroker();
    const log: string[] = [];
    const first = await start(database, broker, { competeMs: 300, log });
    await eventually(() => expect(first.status.leading).toBe(true));
    const second = await start(database, other, { competeMs: 10 });
    const leaders = () => [first, second].filter(({ status }) => status.leading);
    await database.transaction((tx) =>
      tx.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and query ilike '%pg_try_advisory_lock%'
          and pid in (select pid from pg_locks where locktype = 'advisory')`),
    );
    await eventually(() => expect(log.join()).toContain('outbox relay lost its lock'));
    await eventually(() => expect(leaders()).toHaveLength(1));
    await tick('acme', 3);
    await published();
    expect(leaders()).toHaveLength(1);
    const together = new Set([...broker.sent, ...other.sent].map(({ seq }) => seq));
    expect(together).toEqual(new Set([1, 2, 3]));
  });

  it('goes on when the database comes back', async () => {
    const fragile = new FragileDatabase(database);
    fragile.failLock = true;
    await tick('acme', 2);
    const relay = await start(fragile, broker);
    await eventually(() => expect(relay.status.failures).toBeGreaterThan(1));
    expect(relay.status.leading).toBe(false);
    fragile.failLock = false;
    await published();
  });

  it('marks what is in flight before it stops', async () => {
    const { promise: confirm, resolve: confirmed } = Promise.withResolvers<void>();
    broker.answers = () => confirm;
    await tick('acme', 1);
    const relay = await start(database, broker);
    await eventually(() => expect(broker.sent).toHaveLength(1));
    const stopping = relay.stop();
    confirmed();
    await stopping;
    expect(await unpublished()).toBe(0);
    const lock = await database.tryLock('outbox-relay');
    expect(lock).toBeDefined();
    await lock?.release();
  });

  it('does not wait for ever for a broker that never answers', async () => {
    // Its relay keeps its lock: a database of its own.
    const { database, close } = await openPostgres();
    onTestFinished(close);
    broker.answers = () => new Promise(() => undefined);
    await database.transaction((tx) => appendTicks(tx, 'acme', 1));
    const relay = await start(database, broker, { drainMs: 50 });
    await eventually(() => expect(broker.sent).toHaveLength(1));
    await relay.stop();
    expect((await database.transaction(readLag)).unpublished).toBe(1);
  });
});
