import { randomUUID } from 'node:crypto';
import type { Redis, Result } from 'ioredis';
import { deviceKeyOf, deviceOf } from './device-key.js';
import type { Presence, PresenceChanges, PresencePage, PresenceUpdate } from './presence.js';
import { pageOf } from './presence-page.js';
import { LIST_LUA, UPDATE_LUA } from './redis-presence.lua.js';

declare module 'ioredis' {
  interface RedisCommander<Context> {
    presenceUpdate(
      leases: string,
      index: string,
      epoch: string,
      ...args: (string | number)[]
    ): Result<[epoch: string, connected: string[], disconnected: string[]], Context>;
    presenceList(leases: string, index: string, from: string, count: number): Result<string[], Context>;
  }
}

export interface RedisPresenceOptions {
  readonly gatewayId: string;
  readonly leaseMs: number;
  /** A connection that waits longer for what an update has changed, which is told once. Default the one for questions. */
  readonly updates?: Redis;
}

/** Presence over all gateways. Time is that of Redis, so the clocks of gateways need not agree. */
export class RedisPresence implements Presence {
  /** By organization, to notice that Redis lost its memory; as many as this gateway has served. */
  readonly #epochs = new Map<string, string>();
  readonly #updates: Redis;

  constructor(
    private readonly redis: Redis,
    private readonly options: RedisPresenceOptions,
  ) {
    this.#updates = options.updates ?? redis;
    this.#updates.defineCommand('presenceUpdate', { lua: UPDATE_LUA, numberOfKeys: 3 });
    redis.defineCommand('presenceList', { lua: LIST_LUA, numberOfKeys: 2 });
  }

  async update(organizationId: string, update: PresenceUpdate): Promise<PresenceChanges> {
    const [hold, renew, release] = [update.hold, update.renew, update.release].map((it) =>
      it.map(deviceKeyOf),
    );
    const { leases, index, epoch } = keysOf(organizationId);
    const [now, connected, disconnected] = await this.#updates.presenceUpdate(
      leases,
      index,
      epoch,
      this.options.gatewayId,
      this.options.leaseMs,
      this.#epochs.get(organizationId) ?? '',
      randomUUID(),
      hold?.length ?? 0,
      renew?.length ?? 0,
      ...(hold ?? []),
      ...(renew ?? []),
      ...(release ?? []),
    );
    // Until every lease was renewed in the new epoch, those that are not yet there again are no news.
    if (update.renew.length > 0 || !this.#epochs.has(organizationId)) this.#epochs.set(organizationId, now);
    return { connected: connected.map(deviceOf), disconnected: disconnected.map(deviceOf) };
  }

  async isPresent(organizationId: string, userId: string): Promise<boolean> {
    const { leases, index } = keysOf(organizationId);
    // The first device in order, from the first that may be one of this user.
    const [device] = await this.redis.presenceList(leases, index, `[${encodeURIComponent(userId)}|`, 1);
    return device !== undefined && deviceOf(device).userId === userId;
  }

  async list(
    organizationId: string,
    { after, limit }: { after: string | null; limit: number },
  ): Promise<PresencePage> {
    const { leases, index } = keysOf(organizationId);
    // `}` follows `|` in ASCII: past every device of that user.
    const from = after === null ? '-' : `(${encodeURIComponent(after)}}`;
    const devices = await this.redis.presenceList(leases, index, from, limit + 1);
    return pageOf(devices.map(deviceOf), limit);
  }
}

/** In one slot of a cluster. */
function keysOf(organizationId: string) {
  const prefix = `presence:{${encodeURIComponent(organizationId)}}`;
  return { leases: `${prefix}:leases`, index: `${prefix}:index`, epoch: `${prefix}:epoch` };
}
