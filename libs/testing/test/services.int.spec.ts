import amqp from 'amqplib';
import { Redis } from 'ioredis';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDatabase, createVhost, services } from '../src/index.js';

describe('the services of the tests', () => {
  it('include a RabbitMQ that routes messages in a virtual host of the test’s own', async () => {
    const vhost = await createVhost();
    onTestFinished(vhost.drop);
    const connection = await amqp.connect(vhost.url);
    onTestFinished(() => connection.close().catch(() => {}));
    const channel = await connection.createConfirmChannel();
    const { queue } = await channel.assertQueue('', { exclusive: true });

    channel.sendToQueue(queue, Buffer.from('hello'));
    await channel.waitForConfirms();

    const message = await channel.get(queue, { noAck: true });
    expect(message === false ? undefined : message.content.toString()).toBe('hello');
  });

  it('include a RabbitMQ with streams', async () => {
    const vhost = await createVhost();
    onTestFinished(vhost.drop);
    const connection = await amqp.connect(vhost.url);
    onTestFinished(() => connection.close().catch(() => {}));
    const channel = await connection.createChannel();

    const declared = channel.assertQueue('log', { durable: true, arguments: { 'x-queue-type': 'stream' } });

    await expect(declared).resolves.toMatchObject({ queue: 'log', messageCount: 0 });
  });

  it('include a Redis', async () => {
    const redis = new Redis(services().redisUrl);
    onTestFinished(() => redis.disconnect());

    await expect(redis.ping()).resolves.toBe('PONG');
  });

  it('include a PostgreSQL with a database of the test’s own', async () => {
    const database = await createDatabase();
    onTestFinished(database.drop);
    const client = new pg.Client({ connectionString: database.uri });
    onTestFinished(() => client.end());
    await client.connect();

    await client.query('create table facts (id int)');

    const { rows } = await client.query('select current_database() as name');
    expect(rows).toEqual([{ name: new URL(database.uri).pathname.slice(1) }]);
  });

  it('give each test a database that the next one does not see', async () => {
    const [one, other] = await Promise.all([createDatabase(), createDatabase()]);
    onTestFinished(async () => {
      await Promise.all([one.drop(), other.drop()]);
    });

    expect(one.uri).not.toBe(other.uri);
  });

  it('forget a dropped database and a dropped virtual host', async () => {
    const [database, vhost] = await Promise.all([createDatabase(), createVhost()]);
    await Promise.all([database.drop(), vhost.drop()]);
    const client = new pg.Client({ connectionString: database.uri });

    await expect(client.connect()).rejects.toThrow(/does not exist/);
    await expect(amqp.connect(vhost.url)).rejects.toThrow(/ConnectionClose/);
  });
});
