import type { AvailabilityPayload } from '@business-control/realtime-contracts';

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
  /** Units that can still be sold; below zero when more was sold than was counted. */
  readonly available: number;
}

/** Few enough that a cashier should know before promising more. */
const LOW = 5;

export type StockLevel = 'plenty' | 'low' | 'none';

export function stockLevel({ available }: Pick<Product, 'available'>): StockLevel {
  if (available <= 0) return 'none';
  return available <= LOW ? 'low' : 'plenty';
}

export function applyAvailability(
  products: readonly Product[],
  { productId, available }: AvailabilityPayload,
): readonly Product[] {
  return products.map((product) => (product.productId === productId ? { ...product, available } : product));
}

/** Products whose name or SKU holds every word of the search, an exact SKU (a scanned label) first. */
export function searchProducts(products: readonly Product[], search: string): readonly Product[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = search.trim().toLowerCase();
  return products
    .filter(({ name, sku }) => words.every((word) => `${name} ${sku}`.toLowerCase().includes(word)))
    .sort((a, b) => Number(b.sku.toLowerCase() === wanted) - Number(a.sku.toLowerCase() === wanted));
}
