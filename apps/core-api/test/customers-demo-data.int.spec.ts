import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountEntries } from '../src/modules/customers/queries/list-account-entries.query.js';
import type { Customers } from '../src/modules/customers/queries/list-customers.query.js';
import { seedDemoData } from '../src/modules/demo/seed-demo-data.js';
import { type IdentityApi, startIdentityApi } from './identity-api.js';

let api: IdentityApi;
beforeAll(async () => {
  api = await startIdentityApi();
});
afterAll(() => api.stop());

describe('demo customers', () => {
  it('owe what their entries add up to; one is close to its limit, one paid in advance', async () => {
    await seedDemoData(api.database, api.clock);
    const login = { organization: 'globex', email: 'manager@globex.test', password: 'demo1234' };
    const manager = api.client((await api.logIn(login)).body.accessToken);
    const { body: customers } = await manager.get<Customers>('/customers');
    expect(customers.items.length).toBeGreaterThanOrEqual(5);
    for (const { customerId, currency, balance } of customers.items) {
      const { text, body } = await manager.get<AccountEntries>(`/customers/${customerId}/entries`);
      const signed = body.items.map(({ kind, amount }) => (kind === 'charge' ? amount : -amount));
      expect([currency, signed.reduce((sum, amount) => sum + amount, 0)]).toEqual(['GBP', balance]);
      for (const { enteredBy } of body.items) {
        expect(enteredBy).toEqual({ userId: expect.any(String), displayName: 'Manager' });
      }
      expect(text).not.toContain('passwordHash');
    }
    expect(
      customers.items.some(({ available, creditLimit }) => available > 0 && available < creditLimit / 20),
    ).toBe(true);
    expect(customers.items.some(({ balance }) => balance < 0)).toBe(true);
  });
});
