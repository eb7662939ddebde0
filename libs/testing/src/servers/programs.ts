import { startPostgresProgram } from './postgres-program.js';
import { startRabbitmqProgram } from './rabbitmq-program.js';
import { startRedisProgram } from './redis-program.js';
import type { ServerSource } from './server.js';

/** Server programs of this machine, started privately on free ports. */
export const programs: ServerSource = {
  rabbitmq: startRabbitmqProgram,
  redis: startRedisProgram,
  postgres: startPostgresProgram,
};
