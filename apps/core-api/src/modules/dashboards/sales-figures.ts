import type { SalePayload, SalesDashboardPayload } from '@business-control/realtime-contracts';
import { businessHour } from './business-hour.js';

/** What a sale tells the figures. */
export type CountedSale = Pick<SalePayload, 'saleId' | 'posId' | 'lines' | 'totals' | 'completedAt'>;

/** What the refund of an order tells them. An order is refunded once at most. */
export interface CountedRefund {
  readonly orderId: string;
  /** Minor units. */
  readonly amount: number;
}

/** What happened on a business day, or a part of it. */
export interface CountedDay {
  readonly sales: readonly CountedSale[];
  readonly refunds: readonly CountedRefund[];
}

export type HourFigures = SalesDashboardPayload['byHour'][number];
export type TillFigures = SalesDashboardPayload['byTill'][number];
export type ProductFigures = SalesDashboardPayload['byProduct'][number] & {
  /** As `Date` writes it, so that text compares as time; the latest sale gives the product its name. */
  readonly lastSoldAt: string;
};

/** What was sold on a business day; hours and tills each add up to the whole. Refunds stand beside it: nothing has them taken off. */
export interface DayFigures {
  readonly salesCount: number;
  readonly total: number;
  readonly units: number;
  readonly refunds: SalesDashboardPayload['refunds'];
  readonly byHour: readonly HourFigures[];
  readonly byTill: readonly TillFigures[];
}

/** With the products, which add up to the whole as well. */
export interface SalesFigures extends DayFigures {
  readonly byProduct: readonly ProductFigures[];
}

/** The figures of sales and refunds of one business day. It does not matter in which order they come. */
export function figuresOf({ sales, refunds }: CountedDay, timeZone: string): SalesFigures {
  return {
    ...sumUp([...sales.map((sale) => figuresOfSale(sale, timeZone)), ...refunds.map(figuresOfRefund)]),
    byProduct: gather(sales.flatMap(productsOf), byProductId, sumOfProducts).sort(inOrderOf(byProductId)),
  };
}

export function sumUp(parts: readonly DayFigures[]): DayFigures {
  const sum = (of: (part: DayFigures) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    salesCount: sum(({ salesCount }) => salesCount),
    total: sum(({ total }) => total),
    units: sum(({ units }) => units),
    refunds: { count: sum(({ refunds }) => refunds.count), total: sum(({ refunds }) => refunds.total) },
    byHour: gather(
      parts.flatMap(({ byHour }) => byHour),
      ({ hour }) => hour,
      sumOfSales,
    ).sort((a, b) => a.hour - b.hour),
    byTill: gather(
      parts.flatMap(({ byTill }) => byTill),
      ({ posId }) => posId,
      sumOfSales,
    ).sort(inOrderOf(({ posId }) => posId ?? ORDERS_LAST)),
  };
}

function figuresOfSale(sale: CountedSale, timeZone: string): DayFigures {
  const { posId, lines, completedAt } = sale;
  const sold = { salesCount: 1, total: sale.totals.total };
  return {
    ...sold,
    units: lines.reduce((units, { quantity }) => units + quantity, 0),
    refunds: { count: 0, total: 0 },
    byHour: [{ hour: businessHour(new Date(completedAt), timeZone), ...sold }],
    byTill: [{ posId, ...sold }],
  };
}

function figuresOfRefund({ amount }: CountedRefund): DayFigures {
  return { salesCount: 0, total: 0, units: 0, refunds: { count: 1, total: amount }, byHour: [], byTill: [] };
}

function productsOf({ lines, totals, completedAt }: CountedSale): ProductFigures[] {
  const lastSoldAt = new Date(completedAt).toISOString();
  const shares = sharesOf(
    totals.total,
    lines.map(({ total }) => total),
  );
  return lines.map(({ productId, sku, name, quantity }, index) => ({
    productId,
    sku,
    name,
    quantity,
    total: shares[index] ?? 0,
    lastSoldAt,
  }));
}

/**
 * Spreads an amount over weights so that the shares add up to it: what a discount takes off a whole sale comes off its
 * lines. Without any weight there is nothing to spread.
 */
export function sharesOf(amount: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let weighed = 0;
  let given = 0;
  return weights.map((weight) => {
    weighed += weight;
    const upToHere = whole === 0 ? 0 : Math.round(amount * (weighed / whole));
    const share = upToHere - given;
    given = upToHere;
    return share;
  });
}

/** Sorts after every uuid. */
const ORDERS_LAST = '~';
const byProductId = ({ productId }: ProductFigures) => productId;

function inOrderOf<Item>(keyOf: (item: Item) => string) {
  return (a: Item, b: Item) => (keyOf(a) < keyOf(b) ? -1 : 1);
}

function gather<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
  add: (a: Item, b: Item) => Item,
): Item[] {
  const gathered = new Map<Key, Item>();
  for (const item of items) {
    const known = gathered.get(keyOf(item));
    gathered.set(keyOf(item), known ? add(known, item) : item);
  }
  return [...gathered.values()];
}

function sumOfSales<Item extends { readonly salesCount: number; readonly total: number }>(
  a: Item,
  b: Item,
): Item {
  return { ...a, salesCount: a.salesCount + b.salesCount, total: a.total + b.total };
}

function sumOfProducts(a: ProductFigures, b: ProductFigures): ProductFigures {
  const latest = b.lastSoldAt > a.lastSoldAt ? b : a;
  return { ...latest, quantity: a.quantity + b.quantity, total: a.total + b.total };
}
