import type { Redis } from 'ioredis';
import { type ConnectionCounts, type Countable, LocalConnectionCounts } from './connection-counts.js';

/** The gateways that are alive, by when their lease ends; each has a hash of its counts beside it. */
const GATEWAYS = 'connection-counts:gateways';
const COUNTS = 'connection-counts:of:';

const NOW = `local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

/** ARGV: gateway, lease in ms, then key and limit of each countable. Returns the place of one that is full, or 0. */
const ACQUIRE = `${NOW}
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local gateways = redis.call('ZRANGE', KEYS[1], 0, -1)
for i = 3, #ARGV, 2 do
  local count = 0
  for _, gateway in ipairs(gateways) do
    count = count + (tonumber(redis.call('HGET', KEYS[2] .. gateway, ARGV[i])) or 0)
  end
  if count >= tonumber(ARGV[i + 1]) then return (i - 1) / 2 end
end
local own = KEYS[2] .. ARGV[1]
for i = 3, #ARGV, 2 do redis.call('HINCRBY', own, ARGV[i], 1) end
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('PEXPIRE', own, ARGV[2])
return 0`;

/** ARGV: gateway, then keys. */
const RELEASE = `local own = KEYS[2] .. ARGV[1]
for i = 2, #ARGV do
  if redis.call('HEXISTS', own, ARGV[i]) == 1 and redis.call('HINCRBY', own, ARGV[i], -1) <= 0 then
    redis.call('HDEL', own, ARGV[i])
  end
end`;

/** ARGV: gateway, lease in ms. Returns 0 when the counts are gone. */
const RENEW = `${NOW}
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
return redis.call('PEXPIRE', KEYS[2] .. ARGV[1], ARGV[2])`;

export interface SharedConnectionCountsOptions {
  readonly gatewayId: string;
  /** How long the counts of a gateway that died still count. */
  readonly leaseMs: number;
}

/**
 * The connections of all gateways, in Redis. Each gateway keeps its own counts there under a lease that it renews, so
 * those of one that died vanish by themselves. What it knows of its own connections is the truth: after Redis was
 * away, or lost them, the counts are written anew. While Redis does not answer, each gateway counts for itself.
 */
export class SharedConnectionCounts implements ConnectionCounts {
  readonly #local = new LocalConnectionCounts();
  readonly #timer: NodeJS.Timeout;
  /** Whether Redis may know something else than this gateway. */
  #stale = false;
  #rewrites = 0;

  constructor(
    private readonly redis: Redis,
    private readonly options: SharedConnectionCountsOptions,
  ) {
    this.#timer = setInterval(() => void this.renew(), options.leaseMs / 3);
    this.#timer.unref();
  }

  async acquire(countables: readonly Countable[]): Promise<string | undefined> {
    const full = this.#local.tryAcquire(countables);
    if (full !== undefined) return full;
    const { gatewayId, leaseMs } = this.options;
    const rewrites = this.#rewrites;
    const wanted = countables.flatMap(({ key, limit }) => [key, limit]);
    const place = await this.#ask(ACQUIRE, gatewayId, leaseMs, ...wanted);
    if (typeof place !== 'number' || place === 0) return undefined;
    this.#local.release(countables);
    // A rewrite in between took this connection for one that is there.
    if (rewrites !== this.#rewrites) this.#stale = true;
    return countables[place - 1]?.key;
  }

  release(countables: readonly Countable[]): void {
    this.#local.release(countables);
    void this.#ask(RELEASE, this.options.gatewayId, ...countables.map(({ key }) => key));
  }

  /** Keeps the lease, and makes good what Redis missed. */
  async renew(): Promise<void> {
    const { gatewayId, leaseMs } = this.options;
    const kept = await this.#ask(RENEW, gatewayId, leaseMs);
    const counts = this.#local.entries();
    if (kept === undefined || (!this.#stale && (kept === 1 || counts.length === 0))) return;
    const own = `${COUNTS}${gatewayId}`;
    const rewrite = this.redis.multi().del(own);
    if (counts.length > 0) rewrite.hset(own, ...counts.flat()).pexpire(own, leaseMs);
    // Before the write: a command that fails meanwhile makes them stale again.
    this.#stale = false;
    this.#rewrites += 1;
    await rewrite.exec().catch(() => {
      this.#stale = true;
    });
  }

  /** Gives the lease up, so that the counts of a gateway that stops vanish at once. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    const { gatewayId } = this.options;
    await this.redis
      .multi()
      .zrem(GATEWAYS, gatewayId)
      .del(`${COUNTS}${gatewayId}`)
      .exec()
      .catch(() => undefined);
  }

  /** `undefined` when Redis does not answer. */
  async #ask(script: string, ...args: (string | number)[]): Promise<unknown> {
    try {
      return await this.redis.eval(script, 2, GATEWAYS, COUNTS, ...args);
    } catch {
      this.#stale = true;
      return undefined;
    }
  }
}
