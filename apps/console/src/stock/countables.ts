import type { StockLevelPayload } from '@business-control/realtime-contracts';
import type { Count } from './count-sessions.js';
import type { KeptProduct } from './warehouses.js';

/** A product that can be counted, and what was found of it. */
export interface Countable extends KeptProduct {
  /** Of its level; 0 where there has never been any of it. */
  readonly stockVersion: number;
  readonly count: Count | undefined;
}

interface Shelf {
  readonly products: readonly KeptProduct[];
  readonly levels: readonly StockLevelPayload[];
  readonly counts: readonly Count[];
}

/**
 * Products whose name or SKU holds every word of the search: those that lie in the warehouse or were counted, and, when somebody
 * searches, all others as well, since anything can turn up. By name.
 */
export function countables({ products, levels, counts }: Shelf, search: string): readonly Countable[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const versions = new Map(levels.map(({ productId, version }) => [productId, version]));
  const found = new Map(counts.map((count) => [count.productId, count]));
  const known = new Map<string, KeptProduct>();
  for (const { productId, sku, name } of [...products, ...levels, ...counts])
    known.set(productId, { productId, sku, name });
  return [...known.values()]
    .filter(({ productId }) => words.length > 0 || versions.has(productId) || found.has(productId))
    .filter(({ name, sku }) => words.every((word) => `${name} ${sku}`.toLowerCase().includes(word)))
    .map((product) => ({
      ...product,
      stockVersion: versions.get(product.productId) ?? 0,
      count: found.get(product.productId),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
