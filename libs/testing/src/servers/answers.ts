import amqp from 'amqplib';
import { Redis } from 'ioredis';
import pg from 'pg';
import { request } from './rabbitmq-management.js';

// Each of these throws or answers `true`.

export async function amqpAnswers(url: string): Promise<boolean> {
  const connection = await amqp.connect(url);
  connection.on('error', () => {});
  await connection.close();
  return true;
}

export async function managementAnswers(managementUrl: string): Promise<boolean> {
  await request(managementUrl, 'GET', '/api/whoami');
  return true;
}

export async function redisAnswers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 2_000 });
  redis.on('error', () => {});
  try {
    await redis.ping();
    return true;
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
