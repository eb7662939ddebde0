export * from './event-broker.js';
