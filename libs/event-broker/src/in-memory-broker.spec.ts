import { describeEventBroker } from './event-broker.features.js';
import { InMemoryBroker } from './in-memory/in-memory-broker.js';

describeEventBroker('InMemoryBroker', {
  start: async (topology) => {
    const broker = new InMemoryBroker(topology);
    return { broker, dispose: () => broker.close() };
  },
});
