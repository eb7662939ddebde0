import type { StoppableRedis } from './servers/server.js';
import { serverSource } from './servers/server-source.js';

export type { StoppableRedis };

/** A Redis of the test's own, which it may stop and start again, empty, under the same address. */
export async function startRedis(): Promise<StoppableRedis> {
  return (await serverSource()).redis();
}
