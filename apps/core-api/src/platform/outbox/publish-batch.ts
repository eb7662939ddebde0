import type { EventBroker } from '@business-control/event-broker';
import type { OutboxRow } from './outbox.repository.js';
import { publishRow } from './publish-row.js';

export interface PublishedBatch {
  /** Of each organization, the rows before its first failure. */
  readonly confirmed: readonly OutboxRow[];
  readonly failure?: { readonly row: OutboxRow; readonly error: unknown };
  /** Rows that the broker took although an earlier one of the same organization failed. */
  readonly overtook: readonly OutboxRow[];
}

/** Publishes all rows at once, in their order, and waits for every answer. */
export async function publishBatch(
  broker: Pick<EventBroker, 'publish'>,
  rows: readonly OutboxRow[],
): Promise<PublishedBatch> {
  const answers = await Promise.allSettled(rows.map((row) => publishRow(broker, row)));
  const failed = new Set<string>();
  const confirmed: OutboxRow[] = [];
  const overtook: OutboxRow[] = [];
  let failure: PublishedBatch['failure'];
  for (const [index, row] of rows.entries()) {
    const answer = answers[index];
    if (answer?.status === 'fulfilled') {
      (failed.has(row.organizationId) ? overtook : confirmed).push(row);
    } else {
      failed.add(row.organizationId);
      failure ??= { row, error: answer?.reason };
    }
  }
  return { confirmed, overtook, ...(failure && { failure }) };
}
