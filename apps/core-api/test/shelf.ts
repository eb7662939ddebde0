import { v7 as uuidv7 } from 'uuid';
import { batches, products, stockLevels, warehouses } from '../src/modules/inventory/inventory.schema.js';
import { businessDay } from '../src/platform/clock/business-day.js';
import { NOON } from './noon-clock.js';
import type { StaffedShop, StaffedShops } from './staffed-shop.js';

const DAY_MS = 86_400_000;

interface Shelf {
  readonly onHand: number;
  readonly minimumStock?: number;
  readonly version?: number;
  /** Their codes, and the days until they expire. */
  readonly batches?: readonly (readonly [code: string, days: number | null])[];
}

/** The business day of staffed shops, some days from that of a `NoonClock`. */
export const inDays = (days: number) =>
  businessDay(new Date(NOON.getTime() + days * DAY_MS), 'Europe/Amsterdam');

/** Puts a product of its own into a warehouse of its own, without a word to anybody. */
export async function putOnTheShelf(
  { database }: StaffedShops,
  { organizationId }: StaffedShop,
  { onHand, minimumStock = 0, version = 1, batches: kept = [] }: Shelf,
) {
  const [warehouseId, productId] = [uuidv7(), uuidv7()];
  const level = { organizationId, warehouseId, productId };
  const product = { sku: productId, name: 'Milk', unitPrice: 100, taxRate: 0, unitCost: 50, minimumStock };
  await database.transaction(async (tx) => {
    await tx.insert(warehouses).values({ organizationId, warehouseId, name: warehouseId });
    await tx.insert(products).values({ organizationId, productId, ...product });
    await tx.insert(stockLevels).values({ ...level, onHand, version, updatedAt: new Date() });
    const rows = kept.map(([code, days]) => {
      return { ...level, code, expiresOn: days === null ? null : inDays(days), onHand: 1 };
    });
    if (rows.length > 0) await tx.insert(batches).values(rows);
  });
  return { warehouseId, productId, sku: productId };
}
