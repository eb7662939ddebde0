const FIRST_MS = 100;
const MOST_MS = 5_000;

/**
 * How long to wait after the n-th failure in a row (n ≥ 1): doubling up to 5 s, half of it random, so that processes
 * that failed together do not come back together.
 */
export function retryDelay(failures: number, random: () => number = Math.random): number {
  const ceiling = Math.min(FIRST_MS * 2 ** (failures - 1), MOST_MS);
  return ceiling / 2 + (ceiling / 2) * random();
}
