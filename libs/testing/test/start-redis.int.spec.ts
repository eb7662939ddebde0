import { Redis } from 'ioredis';
import { expect, it, onTestFinished } from 'vitest';
import { startRedis } from '../src/index.js';

it('forgets everything while the test’s own Redis is stopped and started again', async () => {
  const server = await startRedis();
  onTestFinished(server.dispose);
  await withClient(server.url, (client) => client.set('left', 'behind'));

  await server.stop();
  await expect(withClient(server.url, (client) => client.ping())).rejects.toThrow();
  await server.start();

  expect(await withClient(server.url, (client) => client.get('left'))).toBeNull();
}, 60_000);

async function withClient<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { maxRetriesPerRequest: 0, retryStrategy: () => null });
  client.on('error', () => undefined);
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}
