import amqp from 'amqplib';
import { expect, it, onTestFinished } from 'vitest';
import { startRabbitmq } from '../src/index.js';

it('keeps a durable message while the test’s own RabbitMQ is stopped and started again', async () => {
  const server = await startRabbitmq();
  onTestFinished(server.dispose);
  await withChannel(server.url, async (channel) => {
    await channel.assertQueue('sales', { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    channel.sendToQueue('sales', Buffer.from('kept'), { persistent: true });
    await channel.waitForConfirms();
  });

  await server.stop();
  await expect(amqp.connect(server.url)).rejects.toThrow(/ECONNREFUSED/);
  await server.start();

  const kept = await withChannel(server.url, (channel) => channel.get('sales', { noAck: true }));
  expect(kept === false ? undefined : kept.content.toString()).toBe('kept');
}, 120_000);

async function withChannel<T>(url: string, work: (channel: amqp.ConfirmChannel) => Promise<T>): Promise<T> {
  const connection = await amqp.connect(url);
  try {
    return await work(await connection.createConfirmChannel());
  } finally {
    await connection.close();
  }
}
