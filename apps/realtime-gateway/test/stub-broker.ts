import type { EventBroker, Tail, TailOptions } from '@business-control/event-broker';
import { inMemoryBroker } from './start-gateway.js';

/** A broker whose tail is in the hands of the test; everything else is in memory. */
export function stubBroker(openTail: (options: TailOptions) => Promise<Tail>): EventBroker {
  const broker = inMemoryBroker();
  return {
    connected: true,
    publish: (message) => broker.publish(message),
    consume: (options) => broker.consume(options),
    deadLetters: (queue, limit) => broker.deadLetters(queue, limit),
    close: () => broker.close(),
    tail: openTail,
  };
}

/** A tail that has caught up and is attached, unless told otherwise. */
export function stubTail(overrides: Partial<Tail> = {}): Tail {
  return {
    caughtUp: Promise.resolve(),
    connected: true,
    offset: undefined,
    close: () => Promise.resolve(),
    ...overrides,
  };
}
