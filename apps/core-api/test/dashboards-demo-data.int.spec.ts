import type { InventoryKpisPayload } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemoData } from '../src/modules/demo/seed-demo-data.js';
import { type IdentityApi, startIdentityApi } from './identity-api.js';

let api: IdentityApi;
beforeAll(async () => {
  api = await startIdentityApi();
});
afterAll(() => api.stop());

describe('the dashboards of a demo organization', () => {
  it('show what is in stock before anything happened, exactly as a rebuild would', async () => {
    await seedDemoData(api.database, api.clock);
    const login = { organization: 'acme', email: 'admin@acme.test', password: 'demo1234' };
    const admin = api.client((await api.logIn(login)).body.accessToken);
    const { body: kpis } = await admin.get<InventoryKpisPayload>('/dashboards/inventory');
    expect(kpis.currency).toBe('EUR');
    for (const figure of ['stockValue', 'unitsOnHand', 'productsUnderMinimum', 'batchesExpiring'] as const) {
      expect([figure, kpis[figure]]).toEqual([figure, expect.toSatisfy((value: number) => value > 0)]);
    }
    for (const readModel of ['inventory', 'sales']) {
      const { body: rebuilt } = await admin.post('/dashboards/rebuild', { readModel });
      expect(rebuilt).toMatchObject({ corrected: 0 });
    }
  });
});
