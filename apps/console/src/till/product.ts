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
