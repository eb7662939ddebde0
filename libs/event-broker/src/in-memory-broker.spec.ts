import { describe, expect, it } from 'vitest';
import { describeEventBroker } from './event-broker.features.js';
import { message, record, texts, topology } from './features/fixture.js';
import { InMemoryBroker } from './in-memory/in-memory-broker.js';

describeEventBroker('InMemoryBroker', {
  start: async (streams) => {
    const broker = new InMemoryBroker(streams);
    return { broker, dispose: () => broker.close() };
  },
});

describe('InMemoryBroker retention', () => {
  function brokerAt() {
    const time = { now: 1_000_000 };
    const stream = { name: topology.stream.name, maxAgeMs: 60_000 };
    return { time, broker: new InMemoryBroker({ ...topology, stream }, { now: () => time.now }) };
  }

  it('forgets what is older than its maximum age, and keeps the offsets', async () => {
    const { broker, time } = brokerAt();
    await broker.publish(message('old'));
    time.now += 40_000;
    await broker.publish(message('kept'));
    time.now += 40_000;
    const { tail, messages, jumps } = await record(broker, { from: { windowMs: 3_600_000 } });
    await tail.caughtUp;
    expect(messages.map(({ offset }) => offset)).toEqual([1]);
    expect(texts(messages)).toEqual(['kept']);
    expect(jumps).toEqual([]);
  });

  it('tells a tail that starts at an expired offset', async () => {
    const { broker, time } = brokerAt();
    await broker.publish(message('old'));
    time.now += 60_001;
    await broker.publish(message('kept'));
    const { tail, messages, jumps } = await record(broker, { from: { offset: 0 } });
    await tail.caughtUp;
    expect(jumps).toEqual([{ expected: 0, actual: 1 }]);
    expect(texts(messages)).toEqual(['kept']);
  });

  it('tells a tail that was overtaken by expiry', async () => {
    const { broker, time } = brokerAt();
    const begun = Promise.withResolvers<void>();
    const proceed = Promise.withResolvers<void>();
    const calls: unknown[] = [];
    await broker.publish(message('a'));
    await broker.publish(message('b'));
    const { tail } = await record(broker, {
      prefetch: 1,
      onBatch: async (batch) => {
        calls.push(texts(batch));
        begun.resolve();
        await proceed.promise;
      },
      onDiscontinuity: (jump) => calls.push(jump),
    });
    await begun.promise;
    time.now += 60_001;
    await broker.publish(message('c'));
    proceed.resolve();
    await tail.caughtUp;
    await broker.close();
    expect(calls).toEqual([['a'], { expected: 1, actual: 2 }, ['c']]);
  });
});
