import type { RealtimeEvent } from '@business-control/realtime-client';
import { afterPriceChange, type PriceList } from '../products/price-list.js';

/** A product as `GET /pos/products` answers it. */
export interface Product {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  /** Minor units, tax included. */
  readonly unitPrice: number;
  readonly currency: string;
  /** Hundredths of a percent. */
  readonly taxRate: number;
  /** Units that the till can still sell. Above the minimum it may have changed since. */
  readonly available: number;
  /** Units at which a cashier should know before promising more; from there on every change is told. */
  readonly minimumStock: number;
}

export type StockLevel = 'plenty' | 'low' | 'none';

export function stockLevel({
  available,
  minimumStock,
}: Pick<Product, 'available' | 'minimumStock'>): StockLevel {
  if (available <= 0) return 'none';
  return available <= minimumStock ? 'low' : 'plenty';
}

/** What a till of a warehouse sells, after an event. Of what is sold from now on there is nothing until it is told. */
export function afterProductEvent(
  warehouseId: string,
  list: PriceList<Product>,
  event: RealtimeEvent,
): PriceList<Product> {
  if (event.name !== 'pos:inventory:availability') {
    return afterPriceChange(list, event, ({ inStock: _, archived: __, ...priced }, known) => ({
      available: known?.available ?? 0,
      minimumStock: known?.minimumStock ?? 0,
      ...priced,
    }));
  }
  const { productId, available, warehouseId: where } = event.payload;
  if (where !== warehouseId) return list;
  const items = list.items.map((product) =>
    product.productId === productId ? { ...product, available } : product,
  );
  return { ...list, items };
}

/** Products whose name or SKU holds every word of the search, an exact SKU (a scanned label) first. */
export function searchProducts(products: readonly Product[], search: string): readonly Product[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = search.trim().toLowerCase();
  return products
    .filter(({ name, sku }) => words.every((word) => `${name} ${sku}`.toLowerCase().includes(word)))
    .sort((a, b) => Number(b.sku.toLowerCase() === wanted) - Number(a.sku.toLowerCase() === wanted));
}
