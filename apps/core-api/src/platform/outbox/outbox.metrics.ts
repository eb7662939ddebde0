import { Counter, Gauge, type Registry } from 'prom-client';
import type { Clock } from '../clock/clock.js';
import type { OutboxRelay } from './outbox.relay.js';
import type { OutboxLag } from './outbox.repository.js';

/** How far the outbox is behind and how its relay fares; read when they are asked for. */
export function measureOutbox(
  registry: Registry,
  relay: Pick<OutboxRelay, 'lag' | 'status'>,
  clock: Clock,
): void {
  const registers = [registry];
  let reading: Promise<OutboxLag | undefined> | undefined;
  // Two figures of one scrape share one query.
  const lag = () => {
    reading ??= relay
      .lag()
      .catch(() => undefined)
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
  new Gauge({
    name: 'core_api_outbox_unpublished_events',
    help: 'Events committed and not yet published, counted up to 10,000; NaN while the database does not answer.',
    registers,
    async collect() {
      this.set((await lag())?.unpublished ?? Number.NaN);
    },
  });
  new Gauge({
    name: 'core_api_outbox_oldest_unpublished_seconds',
    help: 'Age of the oldest event that is not published, 0 without one; NaN while the database does not answer.',
    registers,
    async collect() {
      const read = await lag();
      const age = read?.oldestAt ? (clock.now().getTime() - read.oldestAt.getTime()) / 1000 : 0;
      this.set(read ? Math.max(0, age) : Number.NaN);
    },
  });
  new Gauge({
    name: 'core_api_outbox_relay_leading',
    help: '1 in the one process whose relay publishes.',
    registers,
    collect() {
      this.set(relay.status.leading ? 1 : 0);
    },
  });
  const totals = {
    core_api_outbox_published_total: ['Events that the broker confirmed.', () => relay.status.published],
    core_api_outbox_relay_failures_total: [
      'Times the relay could not publish or not reach the database.',
      () => relay.status.failuresEver,
    ],
  } as const;
  for (const [name, [help, read]] of Object.entries(totals)) {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }
}
