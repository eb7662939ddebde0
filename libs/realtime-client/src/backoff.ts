/** How long to wait between attempts to connect, in milliseconds. */
export interface BackoffOptions {
  /** Wait before the first attempt, before jitter. */
  readonly minMs: number;
  /** Upper bound of any wait. */
  readonly maxMs: number;
  /** Share of a wait that is left to chance, 0 to 1, so that clients cut off together do not return together. */
  readonly jitter: number;
}

export const defaultBackoff: BackoffOptions = { minMs: 500, maxMs: 15_000, jitter: 0.5 };

/**
 * The wait before attempt number `attempt` (0 is the first): doubled each time up to `maxMs`, of which the last
 * `jitter` share is random. `random` yields 0 to 1, like `Math.random`.
 */
export function backoffDelay(attempt: number, options: BackoffOptions, random = Math.random): number {
  const ceiling = Math.min(options.maxMs, options.minMs * 2 ** Math.min(attempt, 30));
  return Math.round(ceiling * (1 - options.jitter * random()));
}
