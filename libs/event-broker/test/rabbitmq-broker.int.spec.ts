import { createVhost, eventually } from '@business-control/testing';
import { connect } from 'amqplib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { describeEventBroker } from '../src/event-broker.features.js';
import { message, numbered, texts, topology, workQueue } from '../src/features/fixture.js';
import { RabbitmqBroker } from '../src/rabbitmq/rabbitmq-broker.js';

const connectTo = (url: string) =>
  RabbitmqBroker.connect({ url, topology, connectionName: 'event-broker-test', onError: () => undefined });

describeEventBroker('RabbitmqBroker', {
  start: async () => {
    const vhost = await createVhost();
    const broker = await connectTo(vhost.url);
    return {
      broker,
      dispose: async () => {
        await broker.close();
        await vhost.drop();
      },
    };
  },
});

describe('two RabbitmqBrokers of one RabbitMQ', () => {
  async function startTwo() {
    const vhost = await createVhost();
    onTestFinished(() => vhost.drop());
    const brokers = [await connectTo(vhost.url), await connectTo(vhost.url)] as const;
    for (const broker of brokers) onTestFinished(() => broker.close());
    return { brokers, vhost };
  }

  it('see every dead letter when they look at once', async () => {
    const { brokers } = await startTwo();
    const [one, other] = brokers;
    const options = workQueue({ handle: async () => ({ outcome: 'dead-letter', reason: 'bad' }) });
    await one.consume(options);
    await Promise.all(numbered(50).map((text) => one.publish(message(text))));
    const look = async (broker: RabbitmqBroker) => texts(await broker.deadLetters(options.queue, 50));
    await eventually(async () => expect(await look(other)).toEqual(numbered(50)));
    const looks = [one, other, one, other, one, other].map(look);
    expect(await Promise.all(looks)).toEqual(Array(6).fill(numbered(50)));
  });

  it('do not wait for one that went in the middle of a look', async () => {
    const { brokers, vhost } = await startTwo();
    const connection = await connect(vhost.url);
    const channel = await connection.createChannel();
    await channel.assertQueue('work.dead.look', { exclusive: true, durable: false });
    const look = brokers[0].deadLetters('work', 1);
    let seen = false;
    void look.then(() => {
      seen = true;
    });
    // The fence: a look into another queue, begun after it.
    await brokers[0].deadLetters('elsewhere', 1);
    expect(seen).toBe(false);
    await connection.close();
    expect(await look).toEqual([]);
  });
});
