export interface EventuallyOptions {
  /** How long the assertion may keep failing. Default 20 000 ms, for machines that stand still now and then. */
  readonly timeoutMs?: number;
  /** Pause between two attempts. Default 20 ms. */
  readonly intervalMs?: number;
}

/**
 * Waits until `assertion` stops throwing and returns what it returned. After the limit it throws the assertion's last error,
 * so that the failure reads like a failed `expect`.
 */
export async function eventually<T>(
  assertion: () => Promise<T> | T,
  { timeoutMs = 20_000, intervalMs = 20 }: EventuallyOptions = {},
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
}
