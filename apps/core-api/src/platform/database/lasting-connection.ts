import { Client, type ClientConfig } from 'pg';
import { keepAlive, type PostgresBounds } from './postgres-bounds.js';
import { within } from './within.js';

/** Whoever still runs has noticed that the connection is gone before PostgreSQL lets another have its locks. */
const LEEWAY_MS = 5_000;

/** A connection that waits for nothing most of the time. */
export interface LastingConnection {
  readonly client: Client;
  /** Aborts when the connection is gone. */
  readonly lost: AbortSignal;
  close(): Promise<void>;
}

/**
 * Neither end of it stays behind when the other vanishes without a word. A heartbeat that nobody answers ends the connection here; and where
 * none arrives, because this process or its host is gone or stands still, PostgreSQL ends the session and frees its locks.
 */
export async function openLastingConnection(
  config: ClientConfig,
  { silenceMs, heartbeatMs }: PostgresBounds,
): Promise<LastingConnection> {
  const client = new Client({ ...config, ...keepAlive, query_timeout: silenceMs });
  const lost = new AbortController();
  // Without a handler a lost connection would end the process.
  client.on('error', () => lost.abort());
  client.once('end', () => lost.abort());
  await client.connect();
  let heartbeat: NodeJS.Timeout | undefined;
  const beat = () => {
    heartbeat = setTimeout(() => client.query('select 1').then(beat, () => lost.abort()), heartbeatMs);
    heartbeat.unref();
  };
  const end = () => within(silenceMs, client.end()).catch(() => undefined);
  lost.signal.addEventListener('abort', () => {
    clearTimeout(heartbeat);
    void end();
  });
  const connection = {
    client,
    lost: lost.signal,
    close: async () => {
      lost.abort();
      await end();
    },
  };
  try {
    await client.query(`set idle_session_timeout = ${heartbeatMs + silenceMs + LEEWAY_MS}`);
    beat();
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}
