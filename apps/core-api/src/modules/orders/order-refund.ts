import type { MovementPayload } from '@business-control/realtime-contracts';
import type { Order } from './order.js';

type Receipt = Pick<
  MovementPayload,
  'kind' | 'warehouseId' | 'toWarehouseId' | 'lines' | 'reason' | 'reference'
>;

/** The goods of an order as they come back to where they were taken from, one line for each product. */
export function receiptOf({ orderId, warehouseId, lines }: Order, reason: string): Receipt {
  const returned = new Map<string, Receipt['lines'][number]>();
  for (const { productId, sku, name, quantity } of lines) {
    const before = returned.get(productId)?.quantity ?? 0;
    returned.set(productId, { productId, sku, name, quantity: before + quantity, batch: null });
  }
  return {
    kind: 'receipt',
    warehouseId,
    toWarehouseId: null,
    lines: [...returned.values()],
    reason,
    reference: { kind: 'order', id: orderId },
  };
}
