import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { MovementLine } from './movement.js';

interface WantedLine extends Pick<MovementLine, 'productId' | 'quantity' | 'batch'> {}

interface NamedProduct extends Pick<MovementLine, 'productId' | 'sku' | 'name'> {}

/** The lines of a movement with the names that its products have now. */
export function linesOf(wanted: readonly WantedLine[], products: readonly NamedProduct[]): MovementLine[] {
  const known = new Map(products.map((product) => [product.productId, product]));
  return wanted.map(({ productId, quantity, batch }) => {
    const product = known.get(productId);
    if (!product) throw new RuleViolated('inventory.product-not-found', { productId });
    return { productId, sku: product.sku, name: product.name, quantity, batch };
  });
}
