import { aptCanInstall, aptInstall } from './apt.js';
import { findProgram, type ProgramName } from './find-program.js';

/** The Debian package of each program. */
const packages: Record<ProgramName, string> = {
  rabbitmq: 'rabbitmq-server',
  epmd: 'rabbitmq-server',
  redis: 'redis-server',
  postgres: 'postgresql',
  initdb: 'postgresql',
  chromium: 'chromium',
  haproxy: 'haproxy',
};

/** The path of a program; installs it first where that is possible, otherwise throws what to install. */
export async function requireProgram(name: ProgramName): Promise<string> {
  await requirePrograms([name]);
  const path = findProgram(name);
  if (path === undefined) throw new Error(`${packages[name]} is installed, but its program cannot be found`);
  return path;
}

let installing: Promise<void> = Promise.resolve();

/** Makes sure of several programs. One installation at a time: the next caller finds what the first installed. */
export function requirePrograms(names: readonly ProgramName[]): Promise<void> {
  const installed = installing.then(() => installMissing(names));
  installing = installed.catch(() => {});
  return installed;
}

async function installMissing(names: readonly ProgramName[]): Promise<void> {
  const missing = missingPackages(names);
  if (missing.length === 0) return;
  if (!aptCanInstall()) {
    throw new Error(`the tests need ${missing.join(', ')}: install them${orAlternatives(missing)}`);
  }
  // One installation brings everything that is missing, also what only later tests need.
  await aptInstall(missingPackages(Object.keys(packages) as ProgramName[]));
}

function missingPackages(names: readonly ProgramName[]): string[] {
  const missing = names.filter((name) => findProgram(name) === undefined);
  return [...new Set(missing.map((name) => packages[name]))];
}

function orAlternatives(missing: readonly string[]): string {
  const servers = ['rabbitmq-server', 'redis-server', 'postgresql'];
  if (!missing.some((name) => servers.includes(name))) return '';
  return ', or start Docker, or set TEST_RABBITMQ_URL, TEST_REDIS_URL and TEST_POSTGRES_URI';
}
