import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, ClientConfig } from 'pg';
import { type LastingConnection, openLastingConnection } from './lasting-connection.js';
import type { PostgresBounds } from './postgres-bounds.js';

const FIRST_RECONNECT_MS = 100;
const MOST_RECONNECT_MS = 5_000;

/** One connection that LISTENs for all channels of a process and comes back when it is lost. */
export class PostgresListener {
  private readonly callbacks = new Map<string, Set<() => void>>();
  private readonly closing = new AbortController();
  private connection: LastingConnection | undefined;
  private connecting: Promise<Client> | undefined;

  constructor(
    private readonly config: ClientConfig,
    private readonly bounds: PostgresBounds,
  ) {}

  async listen(channel: string, onNotify: () => void): Promise<() => Promise<void>> {
    const callbacks = this.callbacks.get(channel) ?? new Set();
    this.callbacks.set(channel, callbacks.add(onNotify));
    await (await this.connected()).query(`listen ${quote(channel)}`);
    return async () => {
      callbacks.delete(onNotify);
      if (callbacks.size > 0) return;
      this.callbacks.delete(channel);
      await this.connection?.client.query(`unlisten ${quote(channel)}`).catch(() => undefined);
    };
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.callbacks.clear();
    await this.connecting?.catch(() => undefined);
    await this.connection?.close();
  }

  private connected(): Promise<Client> {
    if (this.connection) return Promise.resolve(this.connection.client);
    this.connecting ??= this.connect().finally(() => {
      this.connecting = undefined;
    });
    return this.connecting;
  }

  private async connect(): Promise<Client> {
    const connection = await openLastingConnection(this.config, this.bounds);
    const { client, lost } = connection;
    client.on('notification', ({ channel }) => this.notify(channel));
    this.connection = connection;
    const reconnect = () => {
      this.connection = undefined;
      void this.reconnect();
    };
    if (lost.aborted) reconnect();
    else lost.addEventListener('abort', reconnect, { once: true });
    return client;
  }

  private async reconnect(): Promise<void> {
    for (
      let delay = FIRST_RECONNECT_MS;
      this.callbacks.size > 0;
      delay = Math.min(delay * 2, MOST_RECONNECT_MS)
    ) {
      try {
        await sleep(delay, undefined, { signal: this.closing.signal });
        const client = await this.connected();
        for (const channel of this.callbacks.keys()) await client.query(`listen ${quote(channel)}`);
        for (const channel of this.callbacks.keys()) this.notify(channel);
        return;
      } catch {
        if (this.closing.signal.aborted) return;
      }
    }
  }

  private notify(channel: string): void {
    for (const callback of this.callbacks.get(channel) ?? []) callback();
  }
}

function quote(channel: string): string {
  return `"${channel.replaceAll('"', '""')}"`;
}
