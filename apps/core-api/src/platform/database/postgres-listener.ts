import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';

const FIRST_RECONNECT_MS = 100;
const MOST_RECONNECT_MS = 5_000;

/** One connection that LISTENs for all channels of a process and comes back when it is lost. */
export class PostgresListener {
  private readonly callbacks = new Map<string, Set<() => void>>();
  private readonly closing = new AbortController();
  private client: Client | undefined;
  private connecting: Promise<Client> | undefined;

  constructor(private readonly config: ClientConfig) {}

  async listen(channel: string, onNotify: () => void): Promise<() => Promise<void>> {
    const callbacks = this.callbacks.get(channel) ?? new Set();
    this.callbacks.set(channel, callbacks.add(onNotify));
    await (await this.connected()).query(`listen ${quote(channel)}`);
    return async () => {
      callbacks.delete(onNotify);
      if (callbacks.size > 0) return;
      this.callbacks.delete(channel);
      await this.client?.query(`unlisten ${quote(channel)}`).catch(() => undefined);
    };
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.callbacks.clear();
    await this.connecting?.catch(() => undefined);
    await this.client?.end().catch(() => undefined);
  }

  private connected(): Promise<Client> {
    if (this.client) return Promise.resolve(this.client);
    this.connecting ??= this.connect().finally(() => {
      this.connecting = undefined;
    });
    return this.connecting;
  }

  private async connect(): Promise<Client> {
    const client = new Client({ ...this.config, keepAlive: true });
    // Without a handler a lost connection would end the process; 'end' follows and reconnects.
    client.on('error', () => undefined);
    client.on('notification', ({ channel }) => this.notify(channel));
    await client.connect();
    this.client = client;
    client.once('end', () => {
      this.client = undefined;
      void this.reconnect();
    });
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
