import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import {
  type IRateLimiterOptions,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { RuleViolated } from '../errors/rule-violated.js';

export interface RateLimitOptions {
  /** Names the counter; limiters of the same name share it over all processes. */
  readonly name: string;
  /** Attempts allowed in a window. */
  readonly attempts: number;
  readonly windowSeconds: number;
}

export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly password?: string | undefined;
  readonly db: number;
}

/** Counts attempts per key, e.g. sign-ins per address. */
export class RateLimit {
  constructor(private readonly limiter: RateLimiterMemory | RateLimiterRedis) {}

  /** Counts an attempt. Throws `request.too-many` with `retryAfterMs` when it is one too many. */
  async consume(key: string): Promise<void> {
    try {
      await this.limiter.consume(key);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      throw new RuleViolated('request.too-many', {
        retryAfterMs: Math.max(1, Math.ceil(error.msBeforeNext)),
      });
    }
  }

  /** Takes back one attempt that turned out not to count. */
  async giveBack(key: string): Promise<void> {
    await this.limiter.reward(key);
  }

  /** Forgets the attempts of a key, e.g. after a successful sign-in. */
  async reset(key: string): Promise<void> {
    await this.limiter.delete(key);
  }
}

/**
 * Makes rate limits: in Redis, so that all processes count together, or in memory when there is no Redis. While Redis does
 * not answer, each process counts for itself: limits get laxer, nobody is locked out.
 */
export class RateLimits {
  private readonly redis: Redis | undefined;

  /** A request waits for Redis as long as `waitMs` at most before memory decides. Default 500 ms. */
  constructor(
    address: RedisAddress | undefined,
    logger: Pick<Logger, 'warn'>,
    { waitMs = 500 }: { readonly waitMs?: number } = {},
  ) {
    if (!address) return;
    const { password, ...rest } = address;
    this.redis = new Redis({
      ...rest,
      ...(password !== undefined && { password }),
      commandTimeout: waitMs,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      retryStrategy: (attempt) => Math.min(attempt * 200, 5_000),
    });
    let failing = false;
    this.redis.on('ready', () => {
      failing = false;
    });
    this.redis.on('error', (err) => {
      if (!failing) logger.warn({ err }, 'Redis is not reachable; rate limits count in memory');
      failing = true;
    });
  }

  /** Whether attempts are counted together with other processes at the moment. */
  get shared(): boolean {
    return this.redis?.status === 'ready';
  }

  /** Whether Redis is away although there should be one. */
  get impaired(): boolean {
    return this.redis !== undefined && !this.shared;
  }

  limit({ name, attempts, windowSeconds }: RateLimitOptions): RateLimit {
    const options: IRateLimiterOptions = {
      keyPrefix: `rate-limit:${name}`,
      points: attempts,
      duration: windowSeconds,
    };
    const memory = new RateLimiterMemory(options);
    if (!this.redis) return new RateLimit(memory);
    return new RateLimit(
      new RateLimiterRedis({
        ...options,
        storeClient: this.redis,
        insuranceLimiter: memory,
        rejectIfRedisNotReady: true,
      }),
    );
  }

  close(): void {
    this.redis?.disconnect();
  }
}
