import { startPostgresProgram } from './postgres-program.js';
import { startManagedRabbitmqProgram, startStoppableRabbitmqProgram } from './rabbitmq-program.js';
import { startRedisProgram } from './redis-program.js';
import type { ServerSource } from './server.js';

/** Server programs of this machine, started privately on free ports. */
export const programs: ServerSource = {
  rabbitmq: startManagedRabbitmqProgram,
  stoppableRabbitmq: startStoppableRabbitmqProgram,
  redis: startRedisProgram,
  postgres: startPostgresProgram,
};
