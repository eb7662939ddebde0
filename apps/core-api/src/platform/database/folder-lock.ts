import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** The folder belongs to a living process. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';

  constructor(readonly pid: number) {
    super(`in use by process ${pid}`);
  }
}

/**
 * Takes the lock file, or throws {@link FolderInUse}. A lock whose process is gone is taken over. Synchronous, and made of
 * `link` and `rename` alone, so that of two processes at the same moment one gets it.
 */
export function takeLock(path: string): () => void {
  const mine = `${path}.${randomUUID()}`;
  const holder = holderOf(process.pid);
  writeFileSync(mine, holder, { mode: 0o600 });
  try {
    while (!linked(mine, path)) {
      const found = read(path);
      if (found !== undefined) removeStale(path, found);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (read(path) === holder) rmSync(path, { force: true });
  };
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function removeStale(path: string, found: string): void {
  const pid = Number.parseInt(found, 10);
  if (isHolding(pid, found)) throw new FolderInUse(pid);
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  // Someone else may have taken the lock over in between: then it is theirs, and goes back.
  const moved = read(aside);
  if (moved !== undefined && moved !== found) linked(aside, path);
  rmSync(aside, { force: true });
}

function isHolding(pid: number, holder: string): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  return holderOf(pid) === holder;
}

/**
 * The process id with, where the system tells (Linux), the start of the process: ids are used again, in containers after
 * every restart.
 */
function holderOf(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  const start = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return start === undefined ? String(pid) : `${pid} ${start}`;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
