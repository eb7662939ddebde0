import type { ClientConfig } from 'pg';
import type { Lock } from './database.js';
import { openLastingConnection } from './lasting-connection.js';
import type { PostgresBounds } from './postgres-bounds.js';

/**
 * A session-level advisory lock on a connection of its own. PostgreSQL gives the lock to the next one as soon
 * as it sees the connection gone; `lost` tells the former holder, at the latest when a heartbeat is not answered.
 */
export async function tryPostgresLock(
  config: ClientConfig,
  bounds: PostgresBounds,
  name: string,
): Promise<Lock | undefined> {
  const { client, lost, close } = await openLastingConnection(config, bounds);
  try {
    const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as locked', [
      name,
    ]);
    if (rows[0]?.locked === true) return { lost, release: close };
  } catch (error) {
    await close();
    throw error;
  }
  await close();
  return undefined;
}
