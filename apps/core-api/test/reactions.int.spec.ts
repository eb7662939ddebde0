import { randomUUID } from 'node:crypto';
import { event } from '@business-control/realtime-contracts';
import { startTracing } from '@business-control/telemetry';
import { eventually, startTraceCollector } from '@business-control/testing';
import { and, eq } from 'drizzle-orm';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Transaction } from '../src/index.js';
import { auditEntries } from '../src/platform/audit/audit.schema.js';
import { AuditLog } from '../src/platform/audit/audit-log.js';
import { SystemClock } from '../src/platform/clock/clock.js';
import { DatabaseFailure } from '../src/platform/database/database-failure.js';
import { RuleViolated } from '../src/platform/errors/rule-violated.js';
import { createLogger } from '../src/platform/logging/logger.js';
import { Outbox } from '../src/platform/outbox/outbox.js';
import type { FactOfEvent } from '../src/platform/work-queue/causes.js';
import type { QueueName } from '../src/platform/work-queue/reaction.js';
import { type React, Reactions } from '../src/platform/work-queue/reactions.js';
import { reactedFacts } from '../src/platform/work-queue/reactions.schema.js';
import { WorkQueues } from '../src/platform/work-queue/work-queues.js';
import { eventFact, gatewayFact, openReactionSeams, type ReactionSeams } from './reactions-fixture.js';

const clock = new SystemClock();
const auditLog = new AuditLog(clock);
const actor = { userId: 'kim', deviceId: 'till-1' };

type Greet = React<FactOfEvent<'identity:user:enabled'>>;

/** An effect that repeats visibly: nothing but the reaction itself keeps it from happening twice. */
const leaveTrace = (tx: Transaction, organizationId: string, userId: string) =>
  auditLog.record(tx, { organizationId, type: 'test.greeted', userId });

const greet: Greet = async (tx, { organizationId, payload: { userId } }) => {
  await leaveTrace(tx, organizationId, userId);
  return [event('identity:user:disabled', { userId })];
};

describe('a reaction', () => {
  let seams: ReactionSeams;
  beforeAll(async () => {
    seams = await openReactionSeams();
  });
  afterAll(() => seams?.close());

  let organizationId: string;
  let queue: QueueName;
  beforeEach(() => {
    seams.database.failTransaction = () => false;
    organizationId = randomUUID();
    queue = `test.greet-in-${organizationId}-on-user-enabled`;
  });
  const enabled = (userId: string) =>
    eventFact('identity:user:enabled', { userId }, { actor, organizationId });

  const reactions = () => {
    const registry = new Registry();
    const workQueues = new WorkQueues(seams.broker, createLogger('silent'), registry);
    const all = new Reactions(workQueues, seams.database, new Outbox(clock), clock);
    const start = async () => {
      await workQueues.start();
      onTestFinished(() => workQueues.stop());
    };
    const countedAside = async () => {
      const lines = (await registry.metrics()).split('\n');
      return Number(lines.find((line) => line.includes(`queue="${queue}"`))?.split(' ')[1]);
    };
    return { all, start, stop: () => workQueues.stop(), countedAside };
  };
  const instance = async (react: Greet) => {
    const { all, start, ...rest } = reactions();
    all.on('identity:user:enabled', queue, react);
    await start();
    return rest;
  };
  const greeted = async () => {
    const entries = await seams.database.transaction((tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.organizationId, organizationId)),
    );
    return entries.map(({ userId }) => userId).sort();
  };
  const events = async () => (await seams.eventsOf(organizationId)).map(({ payload }) => payload);

  it('has its effect and its events once, however often the fact is delivered', async () => {
    await instance(greet);
    const twice = enabled('twice');
    await seams.publish(twice, twice, enabled('fence'), twice, enabled('last'));
    await eventually(async () => expect(await greeted()).toEqual(['fence', 'last', 'twice']));
    expect(await events()).toEqual([{ userId: 'twice' }, { userId: 'fence' }, { userId: 'last' }]);
    expect(await seams.eventsOf(organizationId)).toMatchObject(
      Array(3).fill({ name: 'identity:user:disabled', actorUserId: 'kim', actorDeviceId: 'till-1' }),
    );
  });

  it('has it once when two processes get the same fact at the same moment', async () => {
    let arrived = 0;
    const meet: Greet = async (tx, fact) => {
      arrived += 1;
      if (fact.payload.userId === 'twice') await both;
      return greet(tx, fact);
    };
    let release: () => void = () => undefined;
    const both = new Promise<void>((resolve) => {
      release = resolve;
    });
    await instance(meet);
    await instance(meet);
    const twice = enabled('twice');
    await seams.publish(twice, twice);
    await eventually(() => expect(arrived).toBe(1));
    release();
    await seams.publish(enabled('a'), enabled('b'), enabled('c'));
    await eventually(async () => expect(await greeted()).toEqual(['a', 'b', 'c', 'twice']));
    expect(arrived).toBe(4);
  });

  it('has its queue for itself', () => {
    const { all } = reactions();
    all.on('identity:user:enabled', queue, greet);
    expect(() => all.on('identity:user:disabled', queue, async () => [])).toThrow(
      `there are two reactions on the queue ${queue}`,
    );
  });

  it('is to a fact of one queue; another queue reacts to the same fact too', async () => {
    const { all, start } = reactions();
    all.on('identity:user:enabled', queue, greet);
    all.on('identity:user:enabled', `test.also-greet-in-${organizationId}-on-user-enabled`, greet);
    await start();
    await seams.publish(enabled('pat'));
    await eventually(async () => expect(await greeted()).toEqual(['pat', 'pat']));
  });

  it('sets a fact aside at once when a rule forbids it, with the code, and goes on', async () => {
    const attempts: string[] = [];
    const { countedAside } = await instance(async (tx, fact) => {
      const { userId } = fact.payload;
      attempts.push(userId);
      await leaveTrace(tx, fact.organizationId, userId);
      if (userId === 'poison') throw new RuleViolated('request.not-found');
      return [];
    });
    const poison = enabled('poison');
    await seams.publish(enabled('a'), poison, enabled('b'));
    await eventually(async () => expect(await greeted()).toEqual(['a', 'b']));
    expect(await seams.setAside(queue)).toEqual({ [poison.id]: 'rule-violated (request.not-found)' });
    expect(attempts).toEqual(['a', 'poison', 'b']);
    expect(await countedAside()).toBe(1);
  });

  it('sets a fact aside that fails each time, and goes on', async () => {
    const { countedAside } = await instance(async (tx, fact) => {
      if (fact.payload.userId === 'poison') throw new Error('out of order');
      return greet(tx, fact);
    });
    expect(await countedAside()).toBe(0);
    const poison = enabled('poison');
    await seams.publish(poison, enabled('fence'));
    await eventually(async () => expect(await greeted()).toEqual(['fence']), { timeoutMs: 30_000 });
    await eventually(async () =>
      expect(await seams.setAside(queue)).toEqual({ [poison.id]: 'delivery-limit' }),
    );
    expect(await countedAside()).toBe(1);
  });

  it('waits for a database that is away for longer than five attempts take, and for one that is busy', async () => {
    await instance(greet);
    let failures = 6;
    seams.database.failTransaction = () => {
      if (failures-- <= 0) return false;
      const code = failures % 2 === 0 ? 'database.unavailable' : 'database.busy';
      throw new DatabaseFailure(code, new Error('connection refused'));
    };
    await seams.publish(enabled('patient'));
    await eventually(() => expect(failures).toBeLessThan(0), { timeoutMs: 30_000 });
    await eventually(async () => expect(await greeted()).toEqual(['patient']));
    expect(await seams.setAside(queue)).toEqual({});
  });

  it('leaves a fact that waits for the database to the next when it stops', async () => {
    const { stop } = await instance(greet);
    let refused = 0;
    seams.database.failTransaction = () => {
      refused += 1;
      throw new DatabaseFailure('database.unavailable', new Error('connection refused'));
    };
    await seams.publish(enabled('patient'));
    await eventually(() => expect(refused).toBeGreaterThan(0));
    await stop();
    seams.database.failTransaction = () => false;
    await instance(greet);
    await eventually(async () => expect(await greeted()).toEqual(['patient']));
  });

  it('leaves neither effect nor event nor memory when it fails, and is tried again', async () => {
    let failures = 0;
    const seen: unknown[] = [];
    await instance(async (tx, fact) => {
      const left = eq(auditEntries.organizationId, organizationId);
      const remembered = and(
        eq(reactedFacts.organizationId, organizationId),
        eq(reactedFacts.factId, fact.id),
      );
      seen.push([await tx.$count(auditEntries, left), await tx.$count(reactedFacts, remembered)]);
      const caused = await greet(tx, fact);
      failures += 1;
      // Once the effect fails after the fact, once the events cannot be appended.
      if (failures === 1) throw new Error('out of order');
      return failures === 2 ? [event('identity:user:disabled', { userId: '' })] : caused;
    });
    await seams.publish(enabled('pat'));
    await eventually(async () => expect(await greeted()).toEqual(['pat']), { timeoutMs: 20_000 });
    expect(await events()).toEqual([{ userId: 'pat' }]);
    expect(seen).toEqual(Array(3).fill([0, 1]));
  });

  it('continues the trace of the command that caused the fact', async () => {
    const collector = await startTraceCollector();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint, OTEL_TRACES_SAMPLER_ARG: 1 };
    const tracing = await startTracing({ service: 'core-api', env, onError: () => undefined });
    onTestFinished(async () => {
      await tracing.close();
      await collector.close();
    });
    const { stop } = await instance(greet);
    const traceId = randomUUID().replaceAll('-', '');
    const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
    await seams.publish(
      eventFact('identity:user:enabled', { userId: 'pat' }, { organizationId, traceparent }),
    );
    await eventually(async () =>
      expect(await seams.eventsOf(organizationId)).toMatchObject([
        { traceparent: expect.stringContaining(traceId) },
      ]),
    );
    await stop();
    await tracing.close();
    await eventually(() =>
      expect(collector.spans).toMatchObject([
        { name: `react ${queue}`, traceId, parentSpanId: '00f067aa0ba902b7' },
      ]),
    );
  });

  it('can be to what a gateway reports', async () => {
    const { all, start } = reactions();
    all.onGatewayFact(
      'realtime:connection:opened',
      `test.greet-in-${organizationId}-on-connection-opened`,
      async (tx, { organizationId, payload: { userId } }) => {
        await leaveTrace(tx, organizationId, userId);
        return [];
      },
    );
    await start();
    const connection = {
      connectionId: randomUUID(),
      userId: 'pat',
      deviceId: null,
      roles: [],
      sessionId: null,
      address: '192.0.2.7',
      gatewayId: 'g1',
      transport: 'websocket',
    };
    const opened = gatewayFact('realtime:connection:opened', connection, { organizationId });
    await seams.publish(opened);
    await eventually(async () => expect(await greeted()).toEqual(['pat']));
  });
});
