import { Client, type ClientConfig } from 'pg';
import type { Lock } from './database.js';

/** How often the holder makes sure that its connection still exists, and how long an answer may take. */
const HEARTBEAT_MS = { every: 5_000, timeout: 5_000 } as const;

/**
 * A session-level advisory lock on a connection of its own. PostgreSQL gives the lock to the next one as soon
 * as it sees the connection gone; `lost` tells the former holder, at the latest with the next heartbeat.
 */
export async function tryPostgresLock(config: ClientConfig, name: string): Promise<Lock | undefined> {
  const client = new Client({ ...config, keepAlive: true, query_timeout: HEARTBEAT_MS.timeout });
  const lost = new AbortController();
  client.on('error', () => lost.abort());
  client.once('end', () => lost.abort());
  await client.connect();
  try {
    const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as locked', [
      name,
    ]);
    if (rows[0]?.locked !== true) {
      await client.end();
      return undefined;
    }
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  const heartbeat = setInterval(() => {
    client.query('select 1').catch(() => lost.abort());
  }, HEARTBEAT_MS.every);
  heartbeat.unref();
  lost.signal.addEventListener('abort', () => {
    clearInterval(heartbeat);
    void client.end().catch(() => undefined);
  });
  return {
    lost: lost.signal,
    release: async () => {
      lost.abort();
      await client.end().catch(() => undefined);
    },
  };
}
