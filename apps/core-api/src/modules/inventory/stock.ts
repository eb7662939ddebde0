import { type DomainEvent, event } from '@business-control/realtime-contracts';
import {
  availableOf,
  changeStock,
  levelPayload,
  releaseStock,
  reserveStock,
  type StockChange,
  type StockKey,
  type StockLevel,
  type StockRules,
  salesCare,
} from './stock-level.js';

/** The levels that something is about. */
export type Stock = ReadonlyMap<string, StockLevel>;

export interface Units {
  readonly productId: string;
  readonly quantity: number;
}

export function stockOf(levels: Iterable<StockLevel>): Stock {
  return new Map(Array.from(levels, (level) => [nameOf(level), level]));
}

export function levelOf(stock: Stock, key: StockKey): StockLevel {
  const level = stock.get(nameOf(key));
  if (!level) throw new Error('the decision is about a level that was not read');
  return level;
}

/** The stock with one of its levels as it is now. */
export function withLevel(stock: Stock, level: StockLevel): Stock {
  return new Map(stock).set(nameOf(level), level);
}

export function changeAll(stock: Stock, changes: readonly StockChange[], rules: StockRules): Stock {
  return changes.reduce(
    (changed, change) => withLevel(changed, changeStock(levelOf(changed, change), change, rules)),
    stock,
  );
}

/** Units of each product, added up. */
export function unitsPerProduct(units: readonly Units[]): Units[] {
  const sums = new Map<string, number>();
  for (const { productId, quantity } of units) sums.set(productId, (sums.get(productId) ?? 0) + quantity);
  return Array.from(sums, ([productId, quantity]) => ({ productId, quantity }));
}

/** Sets units aside for a sale, all or none. */
export function reserveAll(
  stock: Stock,
  warehouseId: string,
  units: readonly Units[],
  rules: StockRules,
): Stock {
  return unitsPerProduct(units).reduce((reserved, { productId, quantity }) => {
    const level = levelOf(reserved, { warehouseId, productId });
    return withLevel(reserved, reserveStock(level, quantity, rules));
  }, stock);
}

/** Gives free what was set aside for a sale; the change by which it leaves follows. */
export function releaseAll(stock: Stock, warehouseId: string, units: readonly Units[]): Stock {
  return unitsPerProduct(units).reduce((released, { productId, quantity }) => {
    const level = levelOf(released, { warehouseId, productId });
    return withLevel(released, releaseStock(level, quantity));
  }, stock);
}

/** The same levels with nothing in them. */
export function emptied(stock: Stock): Stock {
  return stockOf([...stock.values()].map((level) => ({ ...level, onHand: 0, reserved: 0 })));
}

/** The levels that differ from what they were, one version on; in the order of the stock. */
export function changedLevels(
  before: Stock,
  after: Stock,
  movementId: string | null,
  updatedAt: Date,
): StockLevel[] {
  return [...after.values()]
    .filter((level) => level !== before.get(nameOf(level)))
    .map((level) => ({ ...level, version: level.version + 1, movementId, updatedAt }));
}

/** What warehouses hear of changed levels, and tills of those that matter to them. */
export function stockEvents(before: Stock, changed: readonly StockLevel[]): DomainEvent[] {
  return changed.flatMap((level): DomainEvent[] => {
    const { warehouseId, productId, sku, minimum } = level;
    const available = availableOf(level);
    const updated = event('inventory:stock:updated', levelPayload(level));
    if (!salesCare(availableOf(levelOf(before, level)), available, minimum)) return [updated];
    return [updated, event('pos:inventory:availability', { productId, sku, warehouseId, available })];
  });
}

function nameOf({ warehouseId, productId }: StockKey): string {
  return `${warehouseId}/${productId}`;
}
