import { eventually, type StoppableRabbitmq, startRabbitmq } from '@business-control/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BrokerUnavailable } from '../src/event-broker.js';
import { message, numbered, record, texts, topology, workQueue } from '../src/features/fixture.js';
import { RabbitmqBroker } from '../src/rabbitmq/rabbitmq-broker.js';

/** A server that starts shares the machine with every other test. */
const patiently = { timeoutMs: 30_000 };

describe('RabbitmqBroker over an outage of RabbitMQ', () => {
  let rabbitmq: StoppableRabbitmq;
  let broker: RabbitmqBroker;
  let errors: Error[];

  const connect = () =>
    RabbitmqBroker.connect({
      url: rabbitmq.url,
      topology,
      connectionName: 'outage-test',
      onError: (error) => errors.push(error),
    });

  beforeAll(async () => {
    rabbitmq = await startRabbitmq();
  });
  afterAll(async () => {
    await rabbitmq.dispose();
  });
  beforeEach(async () => {
    errors = [];
    broker = await connect();
  });
  afterEach(async () => {
    await broker.close();
  });

  it('refuses to publish while it is down, buffers nothing, and says so once', async () => {
    const { tail, messages } = await record(broker, { from: 'next' });
    await tail.caughtUp;
    const inFlight = Promise.allSettled(
      numbered(5_000, 'in-flight-').map((it) => broker.publish(message(it))),
    );
    await rabbitmq.stop();
    for (const outcome of await inFlight) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(BrokerUnavailable);
    }
    await eventually(() => expect([broker.connected, tail.connected]).toEqual([false, false]));
    await expect(broker.publish(message('down'))).rejects.toBeInstanceOf(BrokerUnavailable);
    await expect(broker.deadLetters('any', 1)).rejects.toBeInstanceOf(BrokerUnavailable);

    await rabbitmq.start();
    await eventually(() => expect([broker.connected, tail.connected]).toEqual([true, true]), patiently);
    await broker.publish(message('up'));
    await eventually(() => expect(texts(messages).at(-1)).toBe('up'));
    expect(texts(messages)).not.toContain('down');
    const confirmed = (await inFlight).filter(({ status }) => status === 'fulfilled').length;
    expect(messages.length).toBeGreaterThan(confirmed);
    const outages = errors.filter((it) => it instanceof BrokerUnavailable);
    expect(outages.map((it) => it.message).sort()).toEqual([
      'RabbitMQ connection outage-test consumes is down',
      'RabbitMQ connection outage-test publishes is down',
    ]);
  });

  it('continues tails behind the last handled message, live or in a backlog: none lost, none twice', async () => {
    const live = await record(broker, { from: 'next' });
    await live.tail.caughtUp;
    const before = numbered(4_000, 'before-');
    await Promise.all(before.map((it) => broker.publish(message(it))));
    await eventually(() => expect(live.messages).toHaveLength(4_000));

    const handled: string[] = [];
    const slow = await record(broker, {
      from: { offset: live.messages[0]?.offset ?? -1 },
      prefetch: 50,
      onBatch: async (batch) => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        handled.push(...texts(batch));
      },
    });
    await eventually(() => expect(handled.length).toBeGreaterThan(100));
    await rabbitmq.stop();
    expect(handled.length).toBeLessThan(4_000);
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
    await eventually(() => expect(handled.at(-1)).toBe('later'));
  });

  it('can be closed and started while RabbitMQ is down, and catches up when it comes', async () => {
    await broker.publish(message('before'));
    const old = await record(broker);
    await broker.consume(workQueue({ handle: async () => ({ outcome: 'ack' }) }));
    await rabbitmq.stop();
    await broker.close();
    expect(old.tail.connected).toBe(false);
    const late = await connect();
    expect(late.connected).toBe(false);
    const { tail, messages } = await record(late);
    const handled: string[] = [];
    await late.consume(
      workQueue({
        handle: async (it) => {
          handled.push(...texts([it]));
          return { outcome: 'ack' };
        },
      }),
    );
    await rabbitmq.start();
    await tail.caughtUp;
    expect(texts(messages).at(-1)).toBe('before');
    await eventually(async () => {
      await late.publish(message('after'));
      expect(handled).toContain('after');
    }, patiently);
    await late.close();
  });

  it('publishes nothing past a queue of its own that is not declared yet', async () => {
    await rabbitmq.stop();
    await broker.close();
    const late = await connect();
    const handled = new Set<number>();
    // Many, so that the last is declared long after publishing would be possible.
    for (let queue = 0; queue < 12; queue += 1) {
      await late.consume(
        workQueue({
          handle: async () => {
            handled.add(queue);
            return { outcome: 'ack' };
          },
        }),
      );
    }
    await rabbitmq.start();
    await eventually(() => late.publish(message('first of all')), { ...patiently, intervalMs: 1 });
    await eventually(() => expect(handled.size).toBe(12), patiently);
    await late.close();
  });
});
