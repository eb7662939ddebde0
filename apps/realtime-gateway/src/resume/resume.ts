import { type Cursor, formatCursor, parseCursor } from '@business-control/realtime-contracts';
import type { Channel } from '../delivery/channel.js';
import type { Delivery } from '../delivery/deliver.js';
import type { OrganizationLog } from '../delivery/organization-log.js';

/** What a connection is told about the time before it, and what it gets of it. */
export type Resumption =
  | { readonly resume: 'fresh' | 'current' | 'resync'; readonly cursor: Cursor | null }
  | {
      readonly resume: 'replayed';
      /** Where the replay starts. */
      readonly cursor: Cursor;
      readonly missed: readonly Delivery[];
      /** Where it ends: behind the last missed event by what this connection may not see. */
      readonly head: Cursor;
    };

/**
 * Decides how a connection continues. `presented` is the cursor of the handshake: absent on a first connection,
 * `null` on one that knows no position. `joined` are the channels the connection is in: missed events pass the same
 * test as live ones. Whatever cannot be proven to be complete is a resync.
 */
export function resume(
  presented: Cursor | null | undefined,
  log: OrganizationLog | undefined,
  joined: ReadonlySet<string>,
): Resumption {
  const head = log?.head ? formatCursor(log.head) : null;
  if (presented === undefined) return { resume: 'fresh', cursor: head };
  const position = presented === null ? undefined : parseCursor(presented);
  const since = position && log?.certain ? log.after(position) : undefined;
  if (presented === null || head === null || !since) return { resume: 'resync', cursor: head };
  const missed = since
    .map(({ delivery }) => delivery)
    .filter(({ channels }) => channels.some((channel: Channel) => joined.has(channel)));
  return missed.length === 0
    ? { resume: 'current', cursor: head }
    : { resume: 'replayed', cursor: presented, missed, head };
}
