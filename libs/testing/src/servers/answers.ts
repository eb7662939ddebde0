import amqp from 'amqplib';
import { Redis } from 'ioredis';
import pg from 'pg';
import { request } from './rabbitmq-management.js';

/** Whether RabbitMQ accepts clients and its management API works. */
export async function rabbitmqAnswers(url: string, managementUrl: string): Promise<boolean> {
  await request(managementUrl, 'GET', '/api/whoami');
  const connection = await amqp.connect(url);
  connection.on('error', () => {});
  await connection.close();
  return true;
}

export async function redisAnswers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 2_000 });
  redis.on('error', () => {});
  try {
    return (await redis.ping()) === 'PONG';
  } finally {
    redis.disconnect();
  }
}

export async function postgresAnswers(uri: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: uri, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } finally {
    await client.end();
  }
}
