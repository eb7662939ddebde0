import type { RabbitmqServer } from './servers/server.js';
import { serverSource } from './servers/server-source.js';

export type { RabbitmqServer };

/** A RabbitMQ of the test's own, which it may stop and start again under the same address. */
export async function startRabbitmq(): Promise<RabbitmqServer> {
  return (await serverSource()).rabbitmq();
}
