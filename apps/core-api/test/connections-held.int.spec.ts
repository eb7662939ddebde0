import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConnectionRepository } from '../src/modules/visitors/connection.repository.js';
import type { Database } from '../src/platform/database/database.js';
import { PgliteDatabase } from '../src/platform/database/pglite-database.js';
import { openPostgres } from './ticks.js';

const OPENED = new Date('2026-03-02T12:00:00.000Z');
const LISTED = new Date('2026-03-02T12:00:30.000Z');
/** One more than the parameters a statement can have. */
const MANY = 65_536;

describe.each([
  ['PostgreSQL', openPostgres],
  ['PGlite', openEmbedded],
] as const)('what a gateway holds, in %s', (_, open) => {
  let database: Database;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ database, close } = await open());
  });
  afterAll(() => close?.());

  it('is closed unless it is listed, however much is', async () => {
    const organizationId = uuidv7();
    const connections = new ConnectionRepository();
    const opened = ['held', 'lost'].map((userId) => ({
      connectionId: `of ${userId}`,
      gatewayId: 'gateway-1',
      userId,
      deviceId: null,
      openedAt: OPENED,
    }));
    const listing = (held: readonly string[]) =>
      database.transaction((tx) => connections.closeOthers(tx, organizationId, 'gateway-1', held, LISTED));
    await database.transaction((tx) => connections.open(tx, organizationId, opened));
    const others = Array.from({ length: MANY }, (_, index) => `{"${index}", 'of lost'}`);
    expect(await listing([...others, 'of held'])).toEqual(['lost']);
    expect(await listing([])).toEqual(['held']);
  });
});

async function openEmbedded() {
  const database = await PgliteDatabase.inMemory();
  await database.migrate();
  return { database, close: () => database.close() };
}
