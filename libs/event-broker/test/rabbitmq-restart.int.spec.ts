import { eventually, type StoppableRabbitmq, startRabbitmq } from '@business-control/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { message, numbered, record, texts, topology, workQueue } from '../src/features/fixture.js';
import { RabbitmqBroker } from '../src/rabbitmq/rabbitmq-broker.js';

/** A server that starts shares the machine with every other test. */
const patiently = { timeoutMs: 30_000 };

describe('RabbitmqBroker over a restart of RabbitMQ', () => {
  let rabbitmq: StoppableRabbitmq;
  let broker: RabbitmqBroker;

  const connect = () =>
    RabbitmqBroker.connect({
      url: rabbitmq.url,
      topology,
      connectionName: 'restart-test',
      onError: () => undefined,
    });

  beforeAll(async () => {
    rabbitmq = await startRabbitmq();
  });
  afterAll(async () => {
    await rabbitmq.dispose();
  });
  beforeEach(async () => {
    broker = await connect();
  });
  afterEach(async () => {
    await broker.close();
  });

  it('continues tails behind the last handled message, live or in a backlog: none lost, none twice', async () => {
    const live = await record(broker, { from: 'next' });
    await live.tail.caughtUp;
    const before = numbered(4_000, 'before-');
    await Promise.all(before.map((it) => broker.publish(message(it))));
    await eventually(() => expect(live.messages).toHaveLength(4_000), patiently);

    const handled: string[] = [];
    const stopped = Promise.withResolvers<void>();
    const slow = await record(broker, {
      from: { offset: live.messages[0]?.offset ?? -1 },
      prefetch: 50,
      onBatch: async (batch) => {
        // Its batch in hand outlives the connection.
        if (handled.length > 100) await stopped.promise;
        handled.push(...texts(batch));
      },
    });
    await eventually(() => expect(handled.length).toBeGreaterThan(100), patiently);
    await rabbitmq.stop();
    expect(handled.length).toBeLessThan(4_000);
    stopped.resolve();
    await rabbitmq.start();
    await eventually(() => expect(broker.connected).toBe(true), patiently);
    const after = numbered(2_000, 'after-');
    await Promise.all(after.map((it) => broker.publish(message(it))));

    await slow.tail.caughtUp;
    await broker.publish(message('end'));
    await eventually(() => {
      expect(texts(live.messages).at(-1)).toBe('end');
      expect(handled.at(-1)).toBe('end');
    }, patiently);
    expect(texts(live.messages)).toEqual([...before, ...after, 'end']);
    expect(handled).toEqual([...before, ...after, 'end']);
    expect([...live.jumps, ...slow.jumps]).toEqual([]);
  });

  it('consumes work queues again, and loses no message that was in hand', async () => {
    const handled: string[] = [];
    const begun = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const options = workQueue({
      handle: async (it) => {
        begun.resolve();
        await finish.promise;
        handled.push(...texts([it]));
        return { outcome: 'ack' };
      },
    });
    await broker.consume(options);
    await broker.publish(message('in hand'));
    await broker.publish(message('waiting'));
    await begun.promise;
    await rabbitmq.stop();
    finish.resolve();
    await rabbitmq.start();
    await eventually(() => expect(handled).toEqual(['in hand', 'in hand', 'waiting']), patiently);
    await eventually(() => broker.publish(message('later')), patiently);
    await eventually(() => expect(handled.at(-1)).toBe('later'), patiently);
  });
});
