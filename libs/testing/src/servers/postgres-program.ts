import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startChild } from '../child-process.js';
import { freePort } from '../free-port.js';
import { requireProgram } from '../programs/require-program.js';
import { becomesReady } from '../readiness.js';
import { postgresAnswers } from './answers.js';
import type { Server } from './server.js';
import { temporaryFolder } from './temporary-folder.js';

const run = promisify(execFile);

export async function startPostgresProgram(): Promise<Server> {
  const initdb = await requireProgram('initdb');
  const program = await requireProgram('postgres');
  const user = await unprivilegedUser();
  const folder = await temporaryFolder('postgres', user);
  const data = join(folder.path, 'data');
  const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' };
  await run(initdb, ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], {
    env,
    cwd: folder.path,
    ...user,
  });

  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const child = await startChild(program, ['-D', data, ...settings(port)], {
    env,
    cwd: folder.path,
    folder: folder.path,
    user,
  });
  const dispose = async () => {
    // SIGTERM would wait for clients; SIGINT ends their sessions.
    await child.stop('SIGINT', 10_000);
    await folder.remove();
  };
  try {
    await becomesReady(child, { name: 'PostgreSQL', isReady: () => postgresAnswers(url), limitMs: 20_000 });
  } catch (error) {
    await dispose();
    throw error;
  }
  return { url, dispose };
}

/** The data lives as long as the tests do, so durability is given up for speed. */
function settings(port: number): string[] {
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 300,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** PostgreSQL refuses to run as root. */
async function unprivilegedUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all(['-u', '-g'].map((option) => run('id', [option, name])));
      return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
    } catch {
      // No such user; the next one may exist.
    }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is neither a user postgres nor nobody to run it as',
  );
}
