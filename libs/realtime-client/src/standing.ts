import { type Cursor, parseCursor } from '@business-control/realtime-contracts';

/**
 * How an event stands to a snapshot:
 * - `held`: the snapshot holds it already;
 * - `after`: it comes later. So does every event outside of the sequence, and every event of an organization that had
 *   none when the snapshot was read;
 * - `unknown`: it is of another history.
 */
export function standing(event: Cursor | undefined, snapshot: Cursor | null): 'held' | 'after' | 'unknown' {
  if (event === undefined || snapshot === null) return 'after';
  const [own, held] = [parseCursor(event), parseCursor(snapshot)];
  if (!own || !held || own.epoch !== held.epoch) return 'unknown';
  return own.seq <= held.seq ? 'held' : 'after';
}
