import type { SalePayload } from '@business-control/realtime-contracts';
import type { MovementLine, MovementPlan } from './movement.js';

/** The goods of a sale as they leave the warehouse, one line for each product. */
export function issueOf({ saleId, warehouseId, lines }: SalePayload): MovementPlan {
  const issued = new Map<string, MovementLine>();
  for (const { productId, sku, name, quantity } of lines) {
    const before = issued.get(productId)?.quantity ?? 0;
    issued.set(productId, { productId, sku, name, quantity: before + quantity, batch: null });
  }
  return {
    kind: 'issue',
    warehouseId,
    toWarehouseId: null,
    lines: [...issued.values()],
    reason: null,
    reference: { kind: 'sale', id: saleId },
  };
}
