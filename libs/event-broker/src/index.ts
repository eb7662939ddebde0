export * from './event-broker.js';
export { InMemoryBroker } from './in-memory/in-memory-broker.js';
export { RabbitmqBroker, type RabbitmqBrokerOptions } from './rabbitmq/rabbitmq-broker.js';
