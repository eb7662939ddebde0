import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach } from 'vitest';
import type {
  EventBroker,
  OutgoingMessage,
  StreamMessage,
  Tail,
  TailOptions,
  Topology,
  WorkQueueOptions,
} from '../event-broker.js';

export const topology: Topology = {
  exchanges: ['pos.events', 'stock.events'],
  workExchanges: ['realtime.work'],
  stream: { name: 'realtime.events', maxAgeMs: 3_600_000 },
};

/** A broker with nothing in it. */
export interface RunningBroker {
  readonly broker: EventBroker;
  dispose(): Promise<void>;
}

export interface EventBrokerFactory {
  start(topology: Topology): Promise<RunningBroker>;
}

/** The broker of the running test. */
export function brokerOfEachTest({ start }: EventBrokerFactory): () => EventBroker {
  let running: RunningBroker | undefined;
  beforeEach(async () => {
    running = await start(topology);
  });
  afterEach(async () => {
    await running?.dispose();
  });
  return () => {
    if (!running) throw new Error('no test is running');
    return running.broker;
  };
}

export function message(text: string, over: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    exchange: 'pos.events',
    routingKey: 'pos.cart.updated',
    id: randomUUID(),
    headers: { name: 'pos:cart:updated', 'organization-id': 'acme' },
    body: Buffer.from(text),
    ...over,
  };
}

export function texts(messages: readonly { readonly body: Uint8Array }[]): string[] {
  return messages.map(({ body }) => Buffer.from(body).toString());
}

export function numbered(count: number, prefix = ''): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i}`);
}

export interface Recording {
  readonly tail: Tail;
  readonly messages: StreamMessage[];
  readonly batches: (readonly StreamMessage[])[];
  readonly jumps: { readonly expected: number; readonly actual: number }[];
}

/** A tail that remembers what it was given. */
export async function record(broker: EventBroker, over: Partial<TailOptions> = {}): Promise<Recording> {
  const messages: StreamMessage[] = [];
  const batches: (readonly StreamMessage[])[] = [];
  const jumps: Recording['jumps'] = [];
  const tail = await broker.tail({
    stream: topology.stream.name,
    from: { windowMs: 60_000 },
    onBatch: (batch) => {
      batches.push(batch);
      messages.push(...batch);
    },
    onDiscontinuity: (jump) => jumps.push(jump),
    ...over,
  });
  return { tail, messages, batches, jumps };
}

/** Options of a work queue that is new in every test. */
export function workQueue(
  over: Partial<WorkQueueOptions> & Pick<WorkQueueOptions, 'handle'>,
): WorkQueueOptions {
  return {
    queue: `work-${randomUUID()}`,
    bindings: [{ exchange: 'pos.events', routingKey: 'pos.cart.#' }],
    ...over,
  };
}
