import { randomBytes } from 'node:crypto';
import type { Position } from '@business-control/realtime-contracts';
import { eq } from 'drizzle-orm';
import type { Transaction } from '../database/database.js';
import { organizationHeads } from './outbox.schema.js';

/** Names a new history; long enough that no two are ever the same. */
export function newEpoch(): string {
  return randomBytes(9).toString('base64url');
}

/** Where the events of an organization stand; `undefined` before the first. */
export async function readPosition(tx: Transaction, organizationId: string): Promise<Position | undefined> {
  const [head] = await tx
    .select({ epoch: organizationHeads.epoch, seq: organizationHeads.seq })
    .from(organizationHeads)
    .where(eq(organizationHeads.organizationId, organizationId));
  return head;
}

/** As {@link readPosition}; an organization without events gets the place from which its first one counts. */
export async function establishPosition(tx: Transaction, organizationId: string): Promise<Position> {
  const known = await readPosition(tx, organizationId);
  if (known) return known;
  await tx
    .insert(organizationHeads)
    .values({ organizationId, epoch: newEpoch(), seq: 0 })
    .onConflictDoNothing();
  const position = await readPosition(tx, organizationId);
  if (!position) throw new Error('the head of the organization was not stored');
  return position;
}
