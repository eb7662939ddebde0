import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const policy = '/usr/sbin/policy-rc.d';
const environment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };

export function aptCanInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Installs Debian packages without starting their system services: the tests start their own. */
export async function aptInstall(packages: readonly string[]): Promise<void> {
  console.log(`Installing ${packages.join(', ')} with apt-get, because the tests need them.`);
  await withoutServiceStarts(async () => {
    await aptGet(['update']);
    await aptGet(['install', '--yes', '--no-install-recommends', ...packages]);
  });
}

async function aptGet(args: readonly string[]): Promise<void> {
  try {
    await run('/usr/bin/apt-get', ['--quiet', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      env: { ...proxies(), ...environment },
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const reason = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Error(`apt-get ${args.join(' ')} failed: ${reason}`);
  }
}

/** The answer 101 forbids Debian's install scripts to start services. An existing policy of the machine is left as it is. */
async function withoutServiceStarts(work: () => Promise<void>): Promise<void> {
  if (existsSync(policy)) return work();
  await writeFile(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await work();
  } finally {
    await rm(policy, { force: true });
  }
}

function proxies(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name]) => /^(https?|no)_proxy$/i.test(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, value ?? '']));
}
