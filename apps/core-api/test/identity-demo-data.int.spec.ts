import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemoData } from '../src/modules/demo/seed-demo-data.js';
import { organizations, users } from '../src/modules/identity/identity.schema.js';
import { type IdentityApi, startIdentityApi } from './identity-api.js';

let api: IdentityApi;
beforeAll(async () => {
  api = await startIdentityApi();
});
afterAll(() => api.stop());

describe('demo data', () => {
  it('is there once, however often and by how many it is seeded, and lets people in', async () => {
    await Promise.all([seedDemoData(api.database, api.clock), seedDemoData(api.database, api.clock)]);
    const read = () =>
      api.database.transaction(async (tx) => [
        await tx.select().from(organizations),
        await tx.select().from(users),
      ]);
    const seeded = await read();
    await seedDemoData(api.database, api.clock);
    expect(await read()).toEqual(seeded);
    expect(seeded.map((rows) => rows.length)).toEqual([2, 14]);

    const mailboxes = ['admin', 'cashier', 'customer', 'manager', 'sales', 'support', 'warehouse'];
    const [, people = []] = seeded;
    expect(people.flatMap((person) => ('email' in person ? person.email : [])).sort()).toEqual(
      mailboxes.flatMap((mailbox) => [`${mailbox}@acme.test`, `${mailbox}@globex.test`]),
    );
    for (const [organization, tills] of Object.entries({ acme: 3, globex: 2 })) {
      const login = { organization, email: `cashier@${organization}.test`, password: 'demo1234' };
      const { body } = await api.logIn(login);
      const cashier = api.client(body.accessToken);
      const { body: workstations } = await cashier.get<{ items: unknown[] }>('/pos/workstations');
      const { body: products } = await cashier.get<{ items: unknown[] }>('/pos/products');
      expect(workstations.items).toHaveLength(tills);
      expect(products.items.length).toBeGreaterThanOrEqual(12);
    }
  });
});
