import { defineCatalogue, defineEvent } from '@business-control/realtime-contracts';
import { createDatabase } from '@business-control/testing';
import { z } from 'zod';
import { SystemClock } from '../src/platform/clock/clock.js';
import type { Transaction } from '../src/platform/database/database.js';
import { PostgresDatabase } from '../src/platform/database/postgres-database.js';
import { Outbox } from '../src/platform/outbox/outbox.js';

/** A catalogue of one event that says nothing but a number. */
export const ticks = defineCatalogue({
  'test:clock:ticked': defineEvent({
    version: 1,
    summary: 'A clock ticked',
    payload: z.object({ tick: z.int() }),
    permission: 'pos.read',
    audience: { organization: true },
    delivery: 'durable',
  }),
});

const outbox = new Outbox(new SystemClock(), ticks);

/** Appends `count` ticks as the last statement of a transaction. */
export function appendTicks(tx: Transaction, organizationId: string, count: number): Promise<void> {
  const events = Array.from({ length: count }, (_, tick) => ({
    name: 'test:clock:ticked' as const,
    payload: { tick },
  }));
  return outbox.append(tx, organizationId, { userId: 'user-1', deviceId: 'device-1' }, events);
}

/** A machine that stands still for seconds is no database that is crowded. */
export const patience = { connectMs: 60_000, statementMs: 60_000, idleInTransactionMs: 60_000 };

/** A migrated PostgreSQL database of the test's own. */
export async function openPostgres() {
  const server = await createDatabase();
  const database = new PostgresDatabase({ uri: server.uri, bounds: patience });
  await database.migrate();
  return {
    uri: server.uri,
    database,
    close: async () => {
      await database.close();
      await server.drop();
    },
  };
}
