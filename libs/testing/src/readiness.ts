import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child-process.js';

export interface Readiness {
  readonly name: string;
  readonly isReady: () => Promise<boolean> | boolean;
  readonly limitMs: number;
}

/** Waits until the program answers; when it ends first or takes too long, throws with the end of its output. */
export async function becomesReady(child: Child, { name, isReady, limitMs }: Readiness): Promise<void> {
  const deadline = Date.now() + limitMs;
  let ended = false;
  void child.exited.then(() => {
    ended = true;
  });
  while (!(await answers(isReady))) {
    if (ended) throw new Error(`${name} ended before it was ready:\n${child.output()}`);
    if (Date.now() >= deadline)
      throw new Error(`${name} was not ready after ${limitMs} ms:\n${child.output()}`);
    await sleep(50);
  }
}

async function answers(isReady: () => Promise<boolean> | boolean): Promise<boolean> {
  try {
    return await isReady();
  } catch {
    return false;
  }
}
