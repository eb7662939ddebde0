import { describe, expect, it } from 'vitest';
import { anOrderLine, aPaidOrder } from '../../../test/orders-data.js';
import { receiptOf } from './order-refund.js';

describe('the goods of a refunded order', () => {
  it('come back to their warehouse, one line for each product', () => {
    const coffee = anOrderLine({ sku: 'COFFEE', quantity: 2 });
    const cake = anOrderLine({ sku: 'CAKE', quantity: 1 });
    const order = aPaidOrder({ lines: [coffee, cake, { ...coffee, lineId: 'again', quantity: 3 }] });
    expect(receiptOf(order, 'Never left the shop')).toEqual({
      kind: 'receipt',
      warehouseId: order.warehouseId,
      toWarehouseId: null,
      lines: [
        { productId: coffee.productId, sku: 'COFFEE', name: coffee.name, quantity: 5, batch: null },
        { productId: cake.productId, sku: 'CAKE', name: cake.name, quantity: 1, batch: null },
      ],
      reason: 'Never left the shop',
      reference: { kind: 'order', id: order.orderId },
    });
  });
});
