import { Injectable } from '@nestjs/common';
import { and, asc, desc, eq, gt, gte, lte, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { counted, salesDays, soldProducts } from './dashboards.schema.js';
import { BEST_SELLERS } from './sales-dashboard.js';
import {
  type CountedDay,
  type DayFigures,
  type ProductFigures,
  type SalesFigures,
  sumUp,
} from './sales-figures.js';

export type SalesDay = DayFigures & { readonly version: number };

/** A sale, or the refund of an order. */
export type Counted = Pick<typeof counted.$inferSelect, 'kind' | 'id'>;

/** Rows of one statement: far below the number of values that one may carry. */
const BATCH = 1_000;

/** What an organization sold and refunded, by business day. Who writes holds the lock of the read model. */
@Injectable()
export class SalesDayRepository {
  async find(tx: Transaction, organizationId: string, date: string): Promise<SalesDay | undefined> {
    const { salesCount, total, units, refundsCount, refundsTotal, byHour, byTill, version } = salesDays;
    const refunds = { count: refundsCount, total: refundsTotal };
    const [found] = await tx
      .select({ salesCount, total, units, refunds, byHour, byTill, version })
      .from(salesDays)
      .where(and(eq(salesDays.organizationId, organizationId), eq(salesDays.date, date)));
    return found;
  }

  async bestSellers(tx: Transaction, organizationId: string, date: string) {
    const { productId, sku, name, quantity, total } = soldProducts;
    return tx
      .select({ productId, sku, name, quantity, total })
      .from(soldProducts)
      .where(productsOn(organizationId, date))
      .orderBy(desc(total), asc(productId))
      .limit(BEST_SELLERS);
  }

  /** All products that were sold, in order of their ids. */
  async products(tx: Transaction, organizationId: string, date: string): Promise<ProductFigures[]> {
    const { productId, sku, name, quantity, total, lastSoldAt } = soldProducts;
    const rows = await tx
      .select({ productId, sku, name, quantity, total, lastSoldAt })
      .from(soldProducts)
      .where(productsOn(organizationId, date))
      .orderBy(asc(productId));
    return rows.map((row) => ({ ...row, lastSoldAt: row.lastSoldAt.toISOString() }));
  }

  /** Units sold from one business day to another. */
  async unitsSold(
    tx: Transaction,
    organizationId: string,
    { from, to }: { readonly from: string; readonly to: string },
  ): Promise<number> {
    const [sum] = await tx
      .select({ units: sql`coalesce(sum(${salesDays.units}), 0)`.mapWith(Number) })
      .from(salesDays)
      .where(
        and(eq(salesDays.organizationId, organizationId), gte(salesDays.date, from), lte(salesDays.date, to)),
      );
    return sum?.units ?? 0;
  }

  /** Business days with sales or refunds, from after a day on up to another, in order. */
  async list(
    tx: Transaction,
    organizationId: string,
    { after, upTo }: { readonly after: string | undefined; readonly upTo: string | undefined },
  ): Promise<string[]> {
    const { date, salesCount, refundsCount } = salesDays;
    const days = await tx
      .select({ date })
      .from(salesDays)
      .where(
        and(
          eq(salesDays.organizationId, organizationId),
          or(gt(salesCount, 0), gt(refundsCount, 0)),
          after === undefined ? undefined : gt(date, after),
          upTo === undefined ? undefined : lte(date, upTo),
        ),
      )
      .orderBy(asc(date));
    return days.map((day) => day.date);
  }

  /** Remembers that the figures of the day contain it; `false` when they did already. */
  async count(
    tx: Transaction,
    organizationId: string,
    date: string,
    { kind, id }: Counted,
  ): Promise<boolean> {
    const added = await tx
      .insert(counted)
      .values({ organizationId, date, kind, id })
      .onConflictDoNothing()
      .returning({ id: counted.id });
    return added.length > 0;
  }

  /** Says anew what the figures of the day contain. */
  async recount(
    tx: Transaction,
    organizationId: string,
    date: string,
    { sales, refunds }: CountedDay,
  ): Promise<void> {
    await tx.delete(counted).where(and(eq(counted.organizationId, organizationId), eq(counted.date, date)));
    const contained: Counted[] = [
      ...sales.map(({ saleId }) => ({ kind: 'sale' as const, id: saleId })),
      ...refunds.map(({ orderId }) => ({ kind: 'refund' as const, id: orderId })),
    ];
    for (const batch of inBatches(contained)) {
      await tx.insert(counted).values(batch.map((one) => ({ organizationId, date, ...one })));
    }
  }

  async add(
    tx: Transaction,
    organizationId: string,
    date: string,
    { byProduct, ...figures }: SalesFigures,
  ): Promise<void> {
    const day = await this.find(tx, organizationId, date);
    await this.put(tx, organizationId, date, sumUp(day ? [day, figures] : [figures]));
    await this.addProducts(tx, organizationId, date, byProduct);
  }

  async replace(
    tx: Transaction,
    organizationId: string,
    date: string,
    { byProduct, ...figures }: SalesFigures,
  ): Promise<void> {
    await this.put(tx, organizationId, date, figures);
    await tx.delete(soldProducts).where(productsOn(organizationId, date));
    await this.addProducts(tx, organizationId, date, byProduct);
  }

  /** The version rises with whatever is put, also when it takes figures away: screens tell by it what is newer. */
  private async put(
    tx: Transaction,
    organizationId: string,
    date: string,
    { refunds, ...sold }: DayFigures,
  ): Promise<void> {
    const day = { ...sold, refundsCount: refunds.count, refundsTotal: refunds.total };
    await tx
      .insert(salesDays)
      .values({ organizationId, date, ...day, version: 1 })
      .onConflictDoUpdate({
        target: [salesDays.organizationId, salesDays.date],
        set: { ...day, version: sql`${salesDays.version} + 1` },
      });
  }

  private async addProducts(
    tx: Transaction,
    organizationId: string,
    date: string,
    products: readonly ProductFigures[],
  ): Promise<void> {
    const { quantity, total, lastSoldAt } = soldProducts;
    const fromTheLatest = (column: 'sku' | 'name') =>
      sql`case when excluded.last_sold_at > ${lastSoldAt} then excluded.${sql.identifier(column)} else ${soldProducts[column]} end`;
    for (const batch of inBatches(products)) {
      await tx
        .insert(soldProducts)
        .values(
          batch.map((product) => ({
            ...product,
            organizationId,
            date,
            lastSoldAt: new Date(product.lastSoldAt),
          })),
        )
        .onConflictDoUpdate({
          target: [soldProducts.organizationId, soldProducts.date, soldProducts.productId],
          set: {
            sku: fromTheLatest('sku'),
            name: fromTheLatest('name'),
            quantity: sql`${quantity} + excluded.quantity`,
            total: sql`${total} + excluded.total`,
            lastSoldAt: sql`greatest(${lastSoldAt}, excluded.last_sold_at)`,
          },
        });
    }
  }
}

function productsOn(organizationId: string, date: string) {
  return and(eq(soldProducts.organizationId, organizationId), eq(soldProducts.date, date));
}

function inBatches<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / BATCH) }, (_, index) =>
    items.slice(index * BATCH, (index + 1) * BATCH),
  );
}
