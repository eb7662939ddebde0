import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Compiles everything, for tests that start the product as its users do. What did not change since the last time is not built again. */
export async function buildWorkspace(root: string): Promise<void> {
  try {
    const shell = process.platform === 'win32';
    await run('npm', ['run', '--silent', 'build'], { cwd: root, env: plainEnvironment(), shell });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`npm run build failed:\n${stdout ?? ''}${stderr ?? ''}`, { cause: error });
  }
}

/** Without what vitest sets: NODE_ENV=test would make another page than the one that is delivered. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([name]) => name !== 'NODE_ENV' && !name.startsWith('VITEST'),
  );
  return Object.fromEntries(entries);
}
