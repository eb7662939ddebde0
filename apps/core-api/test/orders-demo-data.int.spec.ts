import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemoData } from '../src/modules/demo/seed-demo-data.js';
import type { OrderHistory } from '../src/modules/orders/queries/get-order-history.query.js';
import type { Orders } from '../src/modules/orders/queries/list-orders.query.js';
import { type IdentityApi, startIdentityApi } from './identity-api.js';

let api: IdentityApi;
beforeAll(async () => {
  api = await startIdentityApi();
});
afterAll(() => api.stop());

describe('demo orders', () => {
  it('are on their way, each with the steps it took; the customer with an account sees their own', async () => {
    await seedDemoData(api.database, api.clock);
    const logIn = async (mailbox: string) => {
      const login = { organization: 'acme', email: `${mailbox}@acme.test`, password: 'demo1234' };
      return api.client((await api.logIn(login)).body.accessToken);
    };
    const manager = await logIn('manager');
    const { body: orders } = await manager.get<Orders>('/orders');
    expect(orders.items.map(({ number }) => number)).toEqual([5, 4, 3, 2, 1]);
    expect(new Set(orders.items.map(({ status }) => status)).size).toBe(5);
    for (const { orderId, status, version, saleId, createdAt } of orders.items) {
      const { body: history } = await manager.get<OrderHistory>(`/orders/${orderId}/history`);
      expect([history.items.length + 1, history.items.at(-1)?.to ?? 'pending', saleId]).toEqual([
        version,
        status,
        null,
      ]);
      expect(Date.parse(createdAt)).toBeLessThan(api.clock.now().getTime());
    }

    const { body: own } = await (await logIn('customer')).get<Orders>('/orders/own');
    expect(own.items).toEqual(orders.items.filter(({ channel }) => channel === 'online'));
    expect(own.items.length).toBeGreaterThan(0);
  });
});
