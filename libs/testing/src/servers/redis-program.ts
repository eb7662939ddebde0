import { startChild } from '../child-process.js';
import { freePort } from '../free-port.js';
import { requireProgram } from '../programs/require-program.js';
import { becomesReady } from '../readiness.js';
import { redisAnswers } from './answers.js';
import type { Server } from './server.js';
import { temporaryFolder } from './temporary-folder.js';

export async function startRedisProgram(): Promise<Server> {
  const program = await requireProgram('redis');
  const folder = await temporaryFolder('redis');
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const settings = { port: String(port), bind: '127.0.0.1', dir: folder.path, save: '', appendonly: 'no' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  const child = await startChild(program, args, {
    env: { LC_ALL: 'C' },
    cwd: folder.path,
    folder: folder.path,
  });
  const dispose = async () => {
    await child.stop('SIGTERM', 5_000);
    await folder.remove();
  };
  try {
    await becomesReady(child, { name: 'Redis', isReady: () => redisAnswers(url), limitMs: 20_000 });
  } catch (error) {
    await dispose();
    throw error;
  }
  return { url, dispose };
}
