import type { Redis } from 'ioredis';
import { z } from 'zod';
import { type SessionKey, type SessionStore, sessionNameOf } from './session-store.js';

/** Written by this or another release of the gateway; anything else is as good as nothing. */
const storedSchema = z.array(z.string()).catch([]);

/** Sessions that every gateway finds, and that outlive a gateway. */
export class RedisSessions implements SessionStore {
  constructor(
    private readonly redis: Redis,
    private readonly ttlMs: number,
  ) {}

  async load(key: SessionKey): Promise<readonly string[]> {
    const stored = await this.redis.get(redisKeyOf(key));
    return stored === null ? [] : storedSchema.parse(parsed(stored));
  }

  async save(key: SessionKey, rooms: readonly string[]): Promise<void> {
    if (rooms.length === 0) await this.redis.del(redisKeyOf(key));
    else await this.redis.set(redisKeyOf(key), JSON.stringify(rooms), 'PX', this.ttlMs);
  }

  async touch(keys: readonly SessionKey[]): Promise<readonly SessionKey[]> {
    const found = await Promise.all(keys.map((key) => this.redis.pexpire(redisKeyOf(key), this.ttlMs)));
    return keys.filter((_key, index) => found[index] === 0);
  }
}

function redisKeyOf(key: SessionKey): string {
  return `session:${sessionNameOf(key)}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
