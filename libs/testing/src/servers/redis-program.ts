import { type Child, startChild } from '../child-process.js';
import { freePort } from '../free-port.js';
import { requireProgram } from '../programs/require-program.js';
import { becomesReady } from '../readiness.js';
import { redisAnswers } from './answers.js';
import type { StoppableRedis } from './server.js';
import { temporaryFolder } from './temporary-folder.js';

export async function startRedisProgram(): Promise<StoppableRedis> {
  const program = await requireProgram('redis');
  const folder = await temporaryFolder('redis');
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const settings = { port: String(port), bind: '127.0.0.1', dir: folder.path, save: '', appendonly: 'no' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
  let child: Child | undefined;

  const start = async () => {
    if (child !== undefined) return;
    child = await startChild(program, args, {
      env: { LC_ALL: 'C' },
      cwd: folder.path,
      folder: folder.path,
    });
    await becomesReady(child, { name: 'Redis', isReady: () => redisAnswers(url), limitMs: 20_000 });
  };
  const stop = async () => {
    await child?.stop('SIGTERM', 5_000);
    child = undefined;
  };
  const dispose = async () => {
    await stop();
    await folder.remove();
  };
  try {
    await start();
  } catch (error) {
    await dispose();
    throw error;
  }
  return { url, start, stop, dispose };
}
