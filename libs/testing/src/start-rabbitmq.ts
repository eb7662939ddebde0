import type { StoppableRabbitmq } from './servers/server.js';
import { serverSource } from './servers/server-source.js';

export type { StoppableRabbitmq };

/** A RabbitMQ of the test's own, which it may stop and start again under the same address. */
export async function startRabbitmq(): Promise<StoppableRabbitmq> {
  return (await serverSource()).stoppableRabbitmq();
}
