import type { Order, OrderLine } from './order.js';

export const MAX_LINES = 200;
export const MAX_QUANTITY = 10_000;

/** Name, price and tax rate are those of the moment the order was placed. */
export interface OrderedProduct {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  /** Minor units, tax contained. */
  readonly unitPrice: number;
  /** Hundredths of a percent. */
  readonly taxRate: number;
}

export function priceLine(lineId: string, product: OrderedProduct, quantity: number): OrderLine {
  const { productId, sku, name, unitPrice, taxRate } = product;
  const total = unitPrice * quantity;
  return {
    lineId,
    productId,
    sku,
    name,
    quantity,
    unitPrice,
    total,
    taxRate,
    tax: containedTax(total, taxRate),
  };
}

/** Tax is rounded line by line, as on the receipt of a till. */
export function priceOrder(lines: readonly OrderLine[]): Pick<Order, 'total' | 'tax'> {
  return lines.reduce(({ total, tax }, line) => ({ total: total + line.total, tax: tax + line.tax }), {
    total: 0,
    tax: 0,
  });
}

/** Half up, in integers throughout; the product can pass 2^53, hence BigInt. */
function containedTax(amount: number, rate: number): number {
  const whole = 10_000n + BigInt(rate);
  return Number((2n * BigInt(amount) * BigInt(rate) + whole) / (2n * whole));
}
