import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ChildOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** A folder that should not outlive the process. */
  readonly folder?: string;
  /** Run as another user; only root may. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
}

export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process in its own process group, whose children go with it. */
export interface Child {
  readonly pid: number;
  /** The last 64 KiB of what it wrote to stdout and stderr. */
  output(): string;
  /** Resolves when the process has ended and its output is complete. */
  readonly exited: Promise<ChildExit>;
  /** Signals the whole group. */
  kill(signal: NodeJS.Signals): void;
  /** Asks the group to end, forces it after the limit, and resolves when the process is gone. */
  stop(signal: NodeJS.Signals, limitMs: number): Promise<void>;
}

const outputLimit = 64 * 1024;

/** Starts a program that does not outlive this process, however this process ends. */
export async function startChild(
  command: string,
  args: readonly string[],
  options: ChildOptions,
): Promise<Child> {
  const child = spawn(command, args, {
    env: { ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...options.user,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = await pidOf(child, command);
  const release = guard(pid, options.folder ?? '');

  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-outputLimit);
    });
  }
  const exited = new Promise<ChildExit>((resolve) => {
    child.once('close', (code, signal) => {
      release();
      resolve({ code, signal });
    });
  });
  const kill = (signal: NodeJS.Signals) => void signalGroup(pid, signal);

  return {
    pid,
    output: () => output,
    exited,
    kill,
    async stop(signal, limitMs) {
      kill(signal);
      if (await groupEnds(pid, limitMs)) return;
      kill('SIGKILL');
      await groupEnds(pid, 2_000);
    },
  };
}

function pidOf(child: ChildProcess, command: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => reject(new Error(`${command} cannot be started`, { cause })));
    child.once('spawn', () => resolve(child.pid ?? Number.NaN));
  });
}

// The second attempt is for files that the dying processes were still writing.
const cleanUp = `read -r _ || {
  kill -s KILL -- "-$0"
  [ -z "$1" ] || rm -rf -- "$1" || { sleep 1; rm -rf -- "$1"; }
}`;

/**
 * Kills the group and removes the folder when this process ends without having stopped it, even by SIGKILL: the shell then
 * reads the end of a pipe that only this process holds open.
 */
function guard(group: number, folder: string): () => void {
  const shell = spawn('/bin/sh', ['-c', cleanUp, String(group), folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  return () => shell.stdin.end('released\n');
}

/** Whether anything in the group was there to be signalled. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}

async function groupEnds(group: number, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (signalGroup(group, 0)) {
    if (Date.now() >= deadline) return false;
    await sleep(20);
  }
  return true;
}
