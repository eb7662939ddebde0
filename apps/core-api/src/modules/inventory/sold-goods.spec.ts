import type { SalePayload } from '@business-control/realtime-contracts';
import { expect, it } from 'vitest';
import { issueOf } from './sold-goods.js';

const line = (productId: string, quantity: number) => ({
  productId,
  sku: productId,
  name: productId,
  quantity,
});

it('the goods of a sale leave its warehouse, one line for each product', () => {
  const lines = [line('b', 2), line('a', 1), line('b', 3)];
  const sale = { saleId: 's', warehouseId: 'w', lines } as unknown as SalePayload;
  expect(issueOf(sale)).toEqual({
    kind: 'issue',
    warehouseId: 'w',
    toWarehouseId: null,
    lines: [
      { ...line('b', 5), batch: null },
      { ...line('a', 1), batch: null },
    ],
    reason: null,
    reference: { kind: 'sale', id: 's' },
  });
});
