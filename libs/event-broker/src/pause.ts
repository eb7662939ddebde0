/** Waits, or returns at once when the signal is or becomes aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

/** How long the attempt after `failures` failures in a row waits: doubles, up to 5 s. */
export function backoffMs(failures: number): number {
  return Math.min(100 * 2 ** failures, 5_000);
}
