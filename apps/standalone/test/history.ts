import type { PostgresDatabase } from '@business-control/core-api';
import { sql } from 'drizzle-orm';
import type { Fact } from './scenarios/oracle.js';

/** An event of the database, with what it says. */
export interface RecordedFact extends Fact {
  readonly name: string;
  readonly payload: unknown;
}

/** What happened in an organization, by the database; everybody in these tests may see what happens at the tills. */
export async function historyOf(records: PostgresDatabase, organizationId: string): Promise<RecordedFact[]> {
  const { rows } = await records.transaction((tx) =>
    tx.execute<{ id: string; cursor: string; name: string; payload: unknown }>(sql`
      select id, epoch || '.' || seq as cursor, name, payload from outbox_events
      where organization_id = ${organizationId} order by seq`),
  );
  return rows.map((row) => ({ ...row, visible: isAtTheTills(row) }));
}

export const isAtTheTills = ({ name }: { readonly name: string }): boolean => name.startsWith('pos:');
