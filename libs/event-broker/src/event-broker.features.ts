import { describe } from 'vitest';
import { brokerOfEachTest, type EventBrokerFactory } from './features/fixture.js';
import { describePublishing } from './features/publish.features.js';
import { describeTail } from './features/tail.features.js';
import { describeWorkQueue } from './features/work-queue.features.js';

/** What every `EventBroker` must do; each test gets a broker with nothing in it. */
export function describeEventBroker(name: string, factory: EventBrokerFactory): void {
  describe(name, () => {
    const broker = brokerOfEachTest(factory);
    describe('publish', () => describePublishing(broker));
    describe('tail', () => describeTail(broker));
    describe('work queue', () => describeWorkQueue(broker));
  });
}
