import { Injectable } from '@nestjs/common';
import { and, asc, desc, eq, gt, gte, lte, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { countedSales, salesDays, soldProducts } from './dashboards.schema.js';
import { BEST_SELLERS } from './sales-dashboard.js';
import { type DayFigures, type ProductFigures, type SalesFigures, sumUp } from './sales-figures.js';

export type SalesDay = DayFigures & { readonly version: number };

/** Rows of one statement: far below the number of values that one may carry. */
const BATCH = 1_000;

/** What an organization sold, by business day. Who writes holds the lock of the read model. */
@Injectable()
export class SalesDayRepository {
  async find(tx: Transaction, organizationId: string, date: string): Promise<SalesDay | undefined> {
    const { salesCount, total, units, byHour, byTill, version } = salesDays;
    const [found] = await tx
      .select({ salesCount, total, units, byHour, byTill, version })
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

  /** Business days with sales, from after a day on up to another, in order. */
  async list(
    tx: Transaction,
    organizationId: string,
    { after, upTo }: { readonly after: string | undefined; readonly upTo: string | undefined },
  ): Promise<string[]> {
    const { date, salesCount } = salesDays;
    const days = await tx
      .select({ date })
      .from(salesDays)
      .where(
        and(
          eq(salesDays.organizationId, organizationId),
          gt(salesCount, 0),
          after === undefined ? undefined : gt(date, after),
          upTo === undefined ? undefined : lte(date, upTo),
        ),
      )
      .orderBy(asc(date));
    return days.map((day) => day.date);
  }

  /** Remembers that the figures of the day contain the sale; `false` when they did already. */
  async count(tx: Transaction, organizationId: string, date: string, saleId: string): Promise<boolean> {
    const counted = await tx
      .insert(countedSales)
      .values({ organizationId, date, saleId })
      .onConflictDoNothing()
      .returning({ saleId: countedSales.saleId });
    return counted.length > 0;
  }

  /** Says anew which sales the figures of the day contain. */
  async recount(
    tx: Transaction,
    organizationId: string,
    date: string,
    saleIds: readonly string[],
  ): Promise<void> {
    await tx
      .delete(countedSales)
      .where(and(eq(countedSales.organizationId, organizationId), eq(countedSales.date, date)));
    for (const batch of inBatches(saleIds)) {
      await tx.insert(countedSales).values(batch.map((saleId) => ({ organizationId, date, saleId })));
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
  private async put(tx: Transaction, organizationId: string, date: string, day: DayFigures): Promise<void> {
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
