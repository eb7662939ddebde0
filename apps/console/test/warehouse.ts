import type {
  CountSessionPayload,
  MovementPayload,
  StockLevelPayload,
} from '@business-control/realtime-contracts';

export const warehouses = [
  { warehouseId: 'w-shop', name: 'Shop floor' },
  { warehouseId: 'w-back', name: 'Back room' },
];

const colleague = { userId: 'u-other', displayName: 'Other Cashier' };
const named = (word: string) => ({
  productId: `p-${word}`,
  sku: `${word.toUpperCase()}-1`,
  name: `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`,
});

/** A product as `GET /inventory/products` answers it. */
export function keptProduct(word: string) {
  const prices = { unitPrice: 450, taxRate: 900, unitCost: 200, minimumStock: 5 };
  return { ...named(word), ...prices, archivedAt: null };
}

export function levelOf(
  word: string,
  available: number,
  change: Partial<StockLevelPayload> = {},
): StockLevelPayload {
  return {
    ...named(word),
    warehouseId: 'w-shop',
    onHand: available,
    reserved: 0,
    available,
    minimum: 5,
    unitCost: 200,
    batches: [],
    version: 1,
    movementId: null,
    updatedAt: '2026-01-05T09:00:00.000Z',
    ...change,
  };
}

/** A receipt of five units of tea, applied. */
export function movementOf(movementId: string, change: Partial<MovementPayload> = {}): MovementPayload {
  return {
    movementId,
    kind: 'receipt',
    status: 'applied',
    version: 1,
    warehouseId: 'w-shop',
    toWarehouseId: null,
    lines: [{ ...named('tea'), quantity: 5, batch: null }],
    reason: null,
    reference: null,
    createdBy: colleague,
    createdAt: '2026-01-05T09:00:00.000Z',
    appliedAt: '2026-01-05T09:00:00.000Z',
    reversedAt: null,
    ...change,
  };
}

export function countSessionOf(change: Partial<CountSessionPayload> = {}): CountSessionPayload {
  return {
    countSessionId: 'k-1',
    warehouseId: 'w-shop',
    name: 'January count',
    status: 'open',
    version: 1,
    counted: 0,
    differences: [],
    movementId: null,
    openedBy: colleague,
    openedAt: '2026-01-05T09:00:00.000Z',
    updatedAt: '2026-01-05T09:00:00.000Z',
    ...change,
  };
}
