export const DEFAULT_DELIVERY_LIMIT = 5;
export const DEFAULT_WORK_QUEUE_PREFETCH = 1;
export const DELIVERY_LIMIT_REASON = 'delivery-limit';

/**
 * How long a message waits for its next attempt after attempt number `attempt` asked for a retry. Five attempts span eight
 * seconds, so that a database that fails over does not fill the dead-letter queues.
 */
export function retryDelayMs(attempt: number): number {
  return Math.min(200 * 3 ** (attempt - 1), 10_000);
}
