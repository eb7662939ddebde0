import { createVhost, eventually, type TestVhost } from '@business-control/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BrokerUnavailable } from '../src/event-broker.js';
import { message, numbered, record, texts, topology, workQueue } from '../src/features/fixture.js';
import { RabbitmqBroker } from '../src/rabbitmq/rabbitmq-broker.js';
import { openRabbitmqLine, type RabbitmqLine } from './rabbitmq-line.js';

/** After each failed attempt to connect a broker waits a while. */
const patiently = { timeoutMs: 30_000 };

describe('RabbitmqBroker cut off from RabbitMQ', () => {
  let vhost: TestVhost;
  let line: RabbitmqLine;
  let broker: RabbitmqBroker;
  let errors: Error[];

  const connect = () =>
    RabbitmqBroker.connect({
      url: line.url,
      topology,
      connectionName: 'cut-off-test',
      onError: (error) => errors.push(error),
    });

  beforeEach(async () => {
    vhost = await createVhost();
    line = await openRabbitmqLine(vhost.url);
    errors = [];
    broker = await connect();
  });
  afterEach(async () => {
    await broker.close();
    await line.close();
    await vhost.drop();
  });

  it('refuses to publish meanwhile, buffers nothing, and says so once', async () => {
    const { tail, messages } = await record(broker, { from: 'next' });
    await tail.caughtUp;
    const inFlight = numbered(5_000, 'in-flight-').map((it) => broker.publish(message(it)));
    const settled = Promise.allSettled(inFlight);
    await inFlight[0];
    line.cut();
    for (const outcome of await settled) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(BrokerUnavailable);
    }
    await eventually(() => expect([broker.connected, tail.connected]).toEqual([false, false]));
    await expect(broker.publish(message('down'))).rejects.toBeInstanceOf(BrokerUnavailable);
    await expect(broker.deadLetters('any', 1)).rejects.toBeInstanceOf(BrokerUnavailable);

    await eventually(() => expect(line.refused()).toBeGreaterThanOrEqual(4), patiently);
    line.mend();
    await eventually(() => expect([broker.connected, tail.connected]).toEqual([true, true]), patiently);
    await broker.publish(message('up'));
    await eventually(() => expect(texts(messages).at(-1)).toBe('up'), patiently);
    expect(texts(messages)).not.toContain('down');
    const confirmed = (await settled).filter(({ status }) => status === 'fulfilled').length;
    expect(messages.length).toBeGreaterThan(confirmed);
    const outages = errors.filter((it) => it instanceof BrokerUnavailable);
    expect(outages.map((it) => it.message).sort()).toEqual([
      'RabbitMQ connection cut-off-test consumes is down',
      'RabbitMQ connection cut-off-test publishes is down',
    ]);
  });

  it('can be closed and started meanwhile, and catches up afterwards', async () => {
    await broker.publish(message('before'));
    const old = await record(broker);
    await broker.consume(workQueue({ handle: async () => ({ outcome: 'ack' }) }));
    line.cut();
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
    line.mend();
    await tail.caughtUp;
    expect(texts(messages).at(-1)).toBe('before');
    await eventually(async () => {
      await late.publish(message('after'));
      expect(handled).toContain('after');
    }, patiently);
    await late.close();
  });

  it('publishes nothing past a queue of its own that is not declared yet', async () => {
    line.cut();
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
    line.mend();
    await eventually(() => late.publish(message('first of all')), { ...patiently, intervalMs: 1 });
    await eventually(() => expect(handled.size).toBe(12), patiently);
    await late.close();
  });
});
