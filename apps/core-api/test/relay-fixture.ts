import { setTimeout as sleep } from 'node:timers/promises';
import type { EventBroker, OutgoingMessage, Topology } from '@business-control/event-broker';
import { type Envelope, envelopeSchema, REALTIME_STREAM } from '@business-control/realtime-contracts';
import { expect } from 'vitest';
import { SystemClock } from '../src/platform/clock/clock.js';
import { Database, type Lock, type Reader, type Transaction } from '../src/platform/database/database.js';
import { createLogger } from '../src/platform/logging/logger.js';
import { OutboxRelay, type RelayOptions } from '../src/platform/outbox/outbox.relay.js';
import { ticks } from './ticks.js';

export const topology: Topology = {
  exchanges: ticks.exchanges,
  stream: { name: REALTIME_STREAM, maxAgeMs: 3_600_000 },
};

/** A relay that does everything soon. */
export function relayOn(
  database: Database,
  broker: Pick<EventBroker, 'publish'>,
  options: RelayOptions & { readonly log?: string[] } = {},
): OutboxRelay {
  const { log = [], ...rest } = options;
  const logger = createLogger('info', { write: (line: string) => void log.push(line) });
  return new OutboxRelay(database, broker, new SystemClock(), logger, {
    pollMs: 200,
    competeMs: 50,
    ...rest,
  });
}

/** Follows organizations as the gateway does: it drops what it has, and a gap is a failure. */
export class Follower {
  readonly heads = new Map<string, number>();
  readonly ids = new Map<string, string>();
  readonly gaps: string[] = [];
  duplicates = 0;

  receive(body: Uint8Array): void {
    const {
      id,
      organizationId,
      epoch,
      seq = 0,
    }: Envelope = envelopeSchema.parse(JSON.parse(Buffer.from(body).toString()));
    const head = this.heads.get(organizationId) ?? 0;
    if (seq > head + 1) this.gaps.push(`${organizationId} ${head} -> ${seq}`);
    const known = this.ids.get(`${organizationId} ${epoch}.${seq}`);
    if (known !== undefined) {
      this.duplicates += 1;
      expect(id).toBe(known);
    }
    this.ids.set(`${organizationId} ${epoch}.${seq}`, id);
    this.heads.set(organizationId, Math.max(head, seq));
  }
}

/** A broker in a variable, which refuses what it is told to. */
export class ScriptedBroker {
  readonly sent: Envelope[] = [];
  readonly stored = new Follower();
  refuse: (envelope: Envelope) => Error | undefined = () => undefined;
  answers: () => Promise<void> = () => sleep(1);

  async publish({ body }: OutgoingMessage): Promise<void> {
    const envelope = envelopeSchema.parse(JSON.parse(Buffer.from(body).toString()));
    this.sent.push(envelope);
    const refusal = this.refuse(envelope);
    if (!refusal) this.stored.receive(body);
    await this.answers();
    if (refusal) throw refusal;
  }
}

/** A database whose transactions and locks can be made to fail. */
export class FragileDatabase extends Database {
  failTransaction: () => boolean = () => false;
  failLock = false;
  private readonly locks = new Set<Lock>();

  constructor(private readonly inner: Database) {
    super();
  }

  override async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    if (this.failTransaction()) throw new Error('connection refused');
    return this.inner.transaction(work);
  }

  override async read<T>(question: (reader: Reader) => Promise<T>): Promise<T> {
    if (this.failTransaction()) throw new Error('connection refused');
    return this.inner.read(question);
  }

  override async observe<T>(question: (reader: Reader) => Promise<T>): Promise<T> {
    if (this.failTransaction()) throw new Error('connection refused');
    return this.inner.observe(question);
  }

  override async tryLock(name: string): Promise<Lock | undefined> {
    if (this.failLock) throw new Error('connection refused');
    const lock = await this.inner.tryLock(name);
    if (lock) this.locks.add(lock);
    return lock;
  }

  /** As when the connections of the locks that were given are lost. */
  async loseLocks(): Promise<void> {
    for (const lock of this.locks) await lock.release();
    this.locks.clear();
  }

  override async snapshot<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    if (this.failTransaction()) throw new Error('connection refused');
    return this.inner.snapshot(work);
  }

  override listen(channel: string, onNotify: () => void) {
    return this.inner.listen(channel, onNotify);
  }

  override migrate() {
    return this.inner.migrate();
  }

  override close() {
    return this.inner.close();
  }
}
