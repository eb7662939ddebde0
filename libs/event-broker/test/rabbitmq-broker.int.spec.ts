import { createVhost } from '@business-control/testing';
import { describeEventBroker } from '../src/event-broker.features.js';
import { RabbitmqBroker } from '../src/rabbitmq/rabbitmq-broker.js';

describeEventBroker('RabbitmqBroker', {
  start: async (topology) => {
    const vhost = await createVhost();
    const broker = await RabbitmqBroker.connect({
      url: vhost.url,
      topology,
      connectionName: 'event-broker-test',
      onError: () => undefined,
    });
    return {
      broker,
      dispose: async () => {
        await broker.close();
        await vhost.drop();
      },
    };
  },
});
