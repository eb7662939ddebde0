/** Upper bounds of latency histograms in seconds, from 1 ms to 30 s. */
export const latencyBuckets = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30,
] as const;
