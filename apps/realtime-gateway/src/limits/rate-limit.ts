import type { Redis } from 'ioredis';
import {
  type IRateLimiterOptions,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';

export interface RateLimitOptions {
  /** Names the counter; limits of the same name share it over all gateways. */
  readonly name: string;
  /** How many there may be in a window. */
  readonly points: number;
  readonly windowSeconds: number;
}

/** One too many. */
export interface Excess {
  /** When the window ends. */
  readonly retryAfterMs: number;
  /** How many there were in it so far, these among them. */
  readonly count: number;
}

/**
 * Counts by key: over all gateways in Redis, or in this process without. While Redis does not answer each gateway
 * counts for itself: the limit gets laxer, nobody is locked out.
 */
export class RateLimit {
  readonly #limiter: RateLimiterMemory | RateLimiterRedis;

  constructor({ name, points, windowSeconds }: RateLimitOptions, redis: Redis | undefined) {
    const options: IRateLimiterOptions = {
      keyPrefix: `realtime-limit:${name}`,
      points,
      duration: windowSeconds,
    };
    const memory = new RateLimiterMemory(options);
    this.#limiter = redis
      ? new RateLimiterRedis({
          ...options,
          storeClient: redis,
          insuranceLimiter: memory,
          rejectIfRedisNotReady: true,
          // Who is over the limit costs Redis nothing until the window ends.
          inMemoryBlockOnConsumed: points + 1,
        })
      : memory;
  }

  /** Counts so many at once, one unless told; `undefined` while there are not too many. */
  async excess(key: string, count = 1): Promise<Excess | undefined> {
    try {
      await this.#limiter.consume(key, count);
      return undefined;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      return { retryAfterMs: Math.max(1, Math.ceil(error.msBeforeNext)), count: error.consumedPoints };
    }
  }
}
