import type { Cursor } from '@business-control/realtime-contracts';

/**
 * - `fresh`: nothing was shown before, so nothing can have been missed;
 * - `current`: the organization stands where this client left it;
 * - `resync`: events may have been missed, everything shown must be fetched again.
 */
export type Continuity = 'fresh' | 'current' | 'resync';

/** Compares the last position seen with the one the gateway starts from. A position unknown on one side is a resync. */
export function continuityOf(
  connectedBefore: boolean,
  lastSeen: Cursor | null,
  startsFrom: Cursor | null,
): Continuity {
  if (!connectedBefore) return 'fresh';
  return lastSeen !== null && lastSeen === startsFrom ? 'current' : 'resync';
}
