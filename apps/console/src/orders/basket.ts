/** Something that can be ordered. */
export interface Orderable {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  /** Minor units, tax included. */
  readonly unitPrice: number;
  readonly currency: string;
}

/** What somebody wants: units by product. */
export type Basket = ReadonlyMap<string, number>;

export const emptyBasket: Basket = new Map();

/** As many as an order can have of a product. */
export const MAX_UNITS = 10_000;

export function withUnits(basket: Basket, productId: string, units: number): Basket {
  const next = new Map(basket);
  if (units > 0) next.set(productId, Math.min(units, MAX_UNITS));
  else next.delete(productId);
  return next;
}

export interface BasketLine<Product> {
  readonly product: Product;
  readonly quantity: number;
}

/** What is in the basket, in the order in which it was put there. What is not sold any more is not in it. */
export function linesOf<Product extends Orderable>(
  basket: Basket,
  products: readonly Product[],
): readonly BasketLine<Product>[] {
  const byId = new Map(products.map((product) => [product.productId, product]));
  return [...basket].flatMap(([productId, quantity]) => {
    const product = byId.get(productId);
    return product ? [{ product, quantity }] : [];
  });
}

/** Minor units; core-api prices the order itself when it is placed. */
export function totalOf(lines: readonly BasketLine<Orderable>[]): number {
  return lines.reduce((sum, { product, quantity }) => sum + product.unitPrice * quantity, 0);
}

/** What core-api is told. */
export function orderLines(lines: readonly BasketLine<Orderable>[]) {
  return lines.map(({ product, quantity }) => ({ productId: product.productId, quantity }));
}
