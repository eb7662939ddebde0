import { type ChildExit, startChild } from './child-process.js';
import { becomesReady } from './readiness.js';

export interface ProcessOptions {
  /** Path of the JavaScript file to run. */
  readonly script: string;
  /** The settings; apart from PATH, HOME and TMPDIR nothing is inherited from the tests. */
  readonly env: Readonly<Record<string, string>>;
  /** What the output must match, or what must hold, before the process counts as started. */
  readonly readyWhen: RegExp | (() => Promise<boolean>);
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** Default 60 000 ms. */
  readonly readyTimeoutMs?: number;
}

/** A Node process under test; it is killed with the test file's process at the latest. */
export interface RunningProcess {
  readonly pid: number;
  /** The last 64 KiB of stdout and stderr. */
  output(): string;
  /** Sends a signal (default SIGTERM) and resolves when the process has ended. */
  kill(signal?: NodeJS.Signals): Promise<ChildExit>;
  readonly exited: Promise<ChildExit>;
}

/** Runs a script on this Node and waits until it is ready; throws with its output when it is not. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { script, args = [], cwd, readyWhen, readyTimeoutMs = 60_000 } = options;
  const child = await startChild(process.execPath, [script, ...args], {
    env: { ...inherited(), ...options.env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  const isReady = readyWhen instanceof RegExp ? () => readyWhen.test(child.output()) : readyWhen;
  try {
    await becomesReady(child, { name: script, isReady, limitMs: readyTimeoutMs });
  } catch (error) {
    await child.stop('SIGKILL', 2_000);
    throw error;
  }
  return {
    pid: child.pid,
    output: child.output,
    exited: child.exited,
    async kill(signal = 'SIGTERM') {
      child.kill(signal);
      return child.exited;
    },
  };
}

function inherited(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
