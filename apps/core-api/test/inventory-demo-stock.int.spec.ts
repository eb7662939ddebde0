import type { MovementPayload, StockLevelPayload } from '@business-control/realtime-contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemoData } from '../src/modules/demo/seed-demo-data.js';
import { type IdentityApi, startIdentityApi } from './identity-api.js';
import type { Page } from './inventory-shop.js';

let api: IdentityApi;
beforeAll(async () => {
  api = await startIdentityApi();
  await seedDemoData(api.database, api.clock);
});
afterAll(() => api.stop());

interface Warehouse {
  readonly warehouseId: string;
  readonly name: string;
}

describe('the stock of a demo shop', () => {
  it.each(['acme', 'globex'])(
    'lies in two warehouses, some of it short and some with a day on which it expires: %s',
    async (organization) => {
      const login = { organization, email: `manager@${organization}.test`, password: 'demo1234' };
      const manager = api.client((await api.logIn(login)).body.accessToken);
      const items = async <Item>(path: string) => (await manager.get<Page<Item>>(path)).body.items;

      const [shopFloor, ...others] = await items<Warehouse>('/inventory/warehouses');
      expect([shopFloor, ...others].map((warehouse) => warehouse?.name)).toEqual(['Shop floor', 'Back room']);
      for (const till of await items<Warehouse>('/pos/workstations')) {
        expect(till.warehouseId).toBe(shopFloor?.warehouseId);
      }
      const stock = await items<StockLevelPayload>('/inventory/stock?limit=200');
      const short = await items<StockLevelPayload>('/inventory/stock?belowMinimum=true');
      expect(short.length).toBeGreaterThan(0);
      expect(short.length).toBeLessThan(stock.length / 2);
      expect((await items('/inventory/batches?limit=200')).length).toBeGreaterThan(0);
      for (const product of await items<{ available: number }>('/pos/products')) {
        expect(product.available).toBeGreaterThan(0);
      }

      const receipts = await items<MovementPayload>('/inventory/movements?kind=receipt');
      const received = (level: StockLevelPayload) =>
        receipts
          .filter(
            ({ warehouseId, reason }) => warehouseId === level.warehouseId && reason === 'Opening stock',
          )
          .flatMap(({ lines }) => lines)
          .filter(({ productId }) => productId === level.productId)
          .reduce((sum, { quantity }) => sum + quantity, 0);
      for (const level of stock) expect(received(level)).toBe(level.onHand);
    },
  );
});
