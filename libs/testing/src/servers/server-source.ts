import { requirePrograms } from '../programs/require-program.js';
import { containers } from './containers.js';
import { programs } from './programs.js';
import type { ServerSource } from './server.js';

let chosen: Promise<ServerSource> | undefined;

/** Where servers come from on this machine: Docker, else programs, which are installed first where that is possible. */
export function serverSource(): Promise<ServerSource> {
  chosen ??= choose();
  return chosen;
}

async function choose(): Promise<ServerSource> {
  const docker = await containers();
  if (docker !== undefined) return withFallback(docker, installedPrograms);
  await requireServers();
  return programs;
}

const installedPrograms: ServerSource = {
  rabbitmq: () => requireServers().then(programs.rabbitmq),
  stoppableRabbitmq: () => requireServers().then(programs.stoppableRabbitmq),
  redis: () => requireServers().then(programs.redis),
  postgres: () => requireServers().then(programs.postgres),
};

function requireServers(): Promise<void> {
  return requirePrograms(['rabbitmq', 'epmd', 'redis', 'postgres', 'initdb']);
}

/** An engine may answer and still have no images: behind a proxy, or over a registry's limit. */
export function withFallback(first: ServerSource, second: ServerSource): ServerSource {
  const otherwise = <T>(server: string, start: () => Promise<T>, fallback: () => Promise<T>) =>
    start().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      console.warn(`Docker cannot run ${server} (${reason.trim()}); using the program of this machine.`);
      return fallback();
    });
  return {
    rabbitmq: () => otherwise('RabbitMQ', first.rabbitmq, second.rabbitmq),
    stoppableRabbitmq: () => otherwise('RabbitMQ', first.stoppableRabbitmq, second.stoppableRabbitmq),
    redis: () => otherwise('Redis', first.redis, second.redis),
    postgres: () => otherwise('PostgreSQL', first.postgres, second.postgres),
  };
}
