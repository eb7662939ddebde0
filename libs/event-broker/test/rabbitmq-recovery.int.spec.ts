import { createVhost, eventually, type TestVhost } from '@business-control/testing';
import { type Channel, connect } from 'amqplib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Topology, Unroutable } from '../src/event-broker.js';
import { message, numbered, record, texts, topology, workQueue } from '../src/features/fixture.js';
import { RabbitmqBroker } from '../src/rabbitmq/rabbitmq-broker.js';

describe('RabbitmqBroker when its queues are changed behind its back', () => {
  let vhost: TestVhost;
  let errors: Error[];
  const disposals: (() => Promise<void>)[] = [];

  const start = async (over: Partial<Topology['stream']> = {}) => {
    const broker = await RabbitmqBroker.connect({
      url: vhost.url,
      topology: { ...topology, stream: { ...topology.stream, ...over } },
      connectionName: 'recovery-test',
      onError: (error) => errors.push(error),
    });
    disposals.push(() => broker.close());
    return broker;
  };

  const operator = async (): Promise<Channel> => {
    const connection = await connect(vhost.url);
    disposals.push(() => connection.close());
    return connection.createChannel();
  };

  beforeEach(async () => {
    vhost = await createVhost();
    errors = [];
  });
  afterEach(async () => {
    for (const dispose of disposals.splice(0)) await dispose();
    await vhost.drop();
  });

  it('refuses exactly the messages that reach no queue', async () => {
    const broker = await start();
    await (await operator()).unbindQueue(topology.stream.name, 'stock.events', '#');
    const outcomes = await Promise.allSettled(
      numbered(1_000).map((it, i) =>
        broker.publish(message(it, { id: 'same', exchange: i % 3 === 0 ? 'stock.events' : 'pos.events' })),
      ),
    );
    outcomes.forEach((outcome, i) => {
      if (i % 3 !== 0) expect(outcome.status).toBe('fulfilled');
      else expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(Unroutable) });
    });
  });

  it('tells a tail that its stream was deleted and made anew, and goes on with the new one', async () => {
    const broker = await start();
    await Promise.all(numbered(100).map((it) => broker.publish(message(it))));
    const { tail, messages, jumps } = await record(broker);
    await tail.caughtUp;
    const expected = (tail.offset ?? 0) + 1;
    await (await operator()).deleteQueue(topology.stream.name);
    await eventually(() => expect(jumps).toHaveLength(1));
    expect(jumps[0]?.actual).toBe(0);
    expect(jumps[0]?.expected).toBeGreaterThanOrEqual(expected);
    await broker.publish(message('new'));
    await eventually(() => expect(texts(messages)).toEqual([...numbered(100), 'new']));
    expect(jumps).toHaveLength(1);
  });

  it('tells a tail that messages have expired', { timeout: 120_000 }, async () => {
    const broker = await start({ maxAgeMs: 1_000 });
    const body = Buffer.alloc(20_000);
    const fill = () => Promise.all(numbered(600).map((it) => broker.publish(message(it, { body }))));
    await fill();
    let jumps: readonly unknown[] = [];
    // Expiry happens when a segment is full, by whole segments.
    await eventually(
      async () => {
        await fill();
        const recording = await record(broker, { from: { offset: 0 } });
        await recording.tail.caughtUp;
        await recording.tail.close();
        jumps = recording.jumps;
        const actual = recording.messages[0]?.offset ?? 0;
        expect(actual).toBeGreaterThan(0);
        expect(jumps).toEqual([{ expected: 0, actual }]);
      },
      { timeoutMs: 60_000, intervalMs: 500 },
    );
  });

  it('tells a tail that it was overtaken by expiry, between the batches before and behind', {
    timeout: 120_000,
  }, async () => {
    const broker = await start({ maxAgeMs: 1_000 });
    const body = Buffer.alloc(20_000);
    const fill = () => Promise.all(numbered(600).map((it) => broker.publish(message(it, { body }))));
    const proceed = Promise.withResolvers<void>();
    const calls: (readonly [call: string, from: number, to: number])[] = [];
    await fill();
    const { tail } = await record(broker, {
      prefetch: 10,
      onBatch: async (batch) => {
        calls.push(['batch', batch[0]?.offset ?? -1, batch.at(-1)?.offset ?? -1]);
        await proceed.promise;
      },
      onDiscontinuity: ({ expected, actual }) => calls.push(['jump', expected, actual]),
    });
    await eventually(() => expect(calls).toHaveLength(1));
    await eventually(
      async () => {
        await fill();
        const { tail: other, messages } = await record(broker, { from: { offset: 0 } });
        await other.caughtUp;
        await other.close();
        // Not only the tail's own segment is gone, which it can read to its end all the same, but the next one too.
        const [, , handled = Number.POSITIVE_INFINITY] = calls[0] ?? [];
        expect(messages[0]?.offset).toBeGreaterThan(handled + 2_000);
      },
      { timeoutMs: 60_000, intervalMs: 500 },
    );
    proceed.resolve();
    const jumpIndex = () => calls.findIndex(([call]) => call === 'jump');
    await eventually(() => expect(calls[jumpIndex()]).toBeDefined());
    await eventually(() => expect(calls[jumpIndex() + 1]).toBeDefined());
    const [before, jump, behind] = calls.slice(jumpIndex() - 1);
    // Probes have offsets too, so the neighbours need not touch.
    const offsets = [before?.[2], jump?.[1], jump?.[2], behind?.[1]];
    expect([before?.[0], behind?.[0]]).toEqual(['batch', 'batch']);
    expect(offsets).toEqual(offsets.toSorted((one, other) => Number(one) - Number(other)));
    await tail.close();
  });

  it('reads over the borders of segments without seeing a jump', async () => {
    const broker = await start();
    const body = Buffer.alloc(20_000);
    await Promise.all(numbered(1_500).map((it) => broker.publish(message(it, { id: it, body }))));
    const all = await record(broker, { from: { offset: 0 } });
    await all.tail.caughtUp;
    expect(all.messages.map((it) => it.id)).toEqual(numbered(1_500));
    const border = all.messages.findIndex(
      (it, i) => i > 0 && it.offset !== (all.messages[i - 1]?.offset ?? 0) + 1,
    );
    expect(border).toBeGreaterThan(0);
    // The offset before the border's message is not a message: continuing there is no jump either.
    const offset = (all.messages[border - 1]?.offset ?? 0) + 1;
    const rest = await record(broker, { from: { offset } });
    await rest.tail.caughtUp;
    expect(rest.messages.map((it) => it.id)).toEqual(numbered(1_500).slice(border));
    expect([...all.jumps, ...rest.jumps]).toEqual([]);
  });

  it('declares a work queue again that was deleted while it was consumed', async () => {
    const broker = await start();
    const handled: string[] = [];
    const options = workQueue({
      handle: async (it) => {
        handled.push(...texts([it]));
        return { outcome: 'ack' };
      },
    });
    await broker.consume(options);
    await (await operator()).deleteQueue(options.queue);
    await eventually(async () => {
      await broker.publish(message('again'));
      expect(handled).toContain('again');
    });
  });

  it('hands a message to the dead-letter queue when its consumer is gone too often', async () => {
    const broker = await start();
    const options = workQueue({ deliveryLimit: 2, handle: () => new Promise(() => undefined) });
    await (await broker.consume({ ...options, handle: async () => ({ outcome: 'ack' }) })).close();
    await broker.publish(message('crashes its consumer'));
    for (let delivery = 0; delivery < 2; delivery++) {
      const channel = await operator();
      const taken = Promise.withResolvers<void>();
      await channel.consume(options.queue, () => taken.resolve());
      await taken.promise;
      await channel.close();
    }
    await eventually(async () => {
      const [dead] = await broker.deadLetters(options.queue, 1);
      expect(dead).toMatchObject({ reason: 'delivery-limit', exchange: 'pos.events' });
    });
  });

  it('uses a stream that exists with another retention, and says so', async () => {
    await (await start({ maxAgeMs: 60_000 })).publish(message('old'));
    const broker = await start({ maxAgeMs: 120_000 });
    expect(broker.connected).toBe(true);
    await broker.publish(message('new'));
    const { tail, messages } = await record(broker);
    await tail.caughtUp;
    expect(texts(messages)).toEqual(['old', 'new']);
    expect(errors[0]?.message).toContain('realtime.events exists with other arguments');
  });

  it('leaves other users of the stream their messages, and its own probes to nobody', async () => {
    const broker = await start();
    for (let i = 0; i < 3; i++) await (await record(broker)).tail.caughtUp;
    const { tail, messages } = await record(broker);
    await tail.caughtUp;
    expect(messages).toEqual([]);
    expect(tail.offset).toBeUndefined();
  });
});
