import { type Cursor, formatCursor } from '@business-control/realtime-contracts';
import type { Database, Transaction } from '../database/database.js';
import { readPosition } from './position.js';

/** What was read, and where the events of the organization stood at that very moment; `null` before the first. */
export interface Snapshot<T> {
  readonly data: T;
  readonly cursor: Cursor | null;
}

/** Reads at one moment, so that `data` holds what every event up to `cursor` tells, and nothing of a later one. */
export function readSnapshot<T>(
  database: Database,
  organizationId: string,
  read: (tx: Transaction) => Promise<T>,
): Promise<Snapshot<T>> {
  return database.snapshot(async (tx) => {
    const position = await readPosition(tx, organizationId);
    return { data: await read(tx), cursor: position ? formatCursor(position) : null };
  });
}
