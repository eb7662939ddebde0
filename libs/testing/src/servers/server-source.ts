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
  if (docker !== undefined) return docker;
  await requirePrograms(['rabbitmq', 'epmd', 'redis', 'postgres', 'initdb']);
  return programs;
}
