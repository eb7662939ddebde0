import { Injectable } from '@nestjs/common';
import { and, asc, eq, gt, lt, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { inventoryKpis, stockLevels } from './dashboards.schema.js';
import type { KpiEdition, ProjectedLevel, StockSums } from './inventory-kpis.js';

const levelKey = [stockLevels.organizationId, stockLevels.warehouseId, stockLevels.productId];

/** The stock of an organization as its facts tell it, and the edition of its key figures. Who writes holds the lock of the read model. */
@Injectable()
export class InventoryKpisRepository {
  /** Keeps a level unless one as new is known; answers whether it was kept. Facts may so come twice and in any order. */
  async keepLevel(tx: Transaction, organizationId: string, level: ProjectedLevel): Promise<boolean> {
    const kept = await tx
      .insert(stockLevels)
      .values({ organizationId, ...level })
      .onConflictDoUpdate({ target: levelKey, set: level, setWhere: lt(stockLevels.version, level.version) })
      .returning({ version: stockLevels.version });
    return kept.length > 0;
  }

  /** Keeps a level whatever was known of it. */
  async putLevel(tx: Transaction, organizationId: string, level: ProjectedLevel): Promise<void> {
    await tx
      .insert(stockLevels)
      .values({ organizationId, ...level })
      .onConflictDoUpdate({ target: levelKey, set: level });
  }

  async removeLevel(
    tx: Transaction,
    organizationId: string,
    { warehouseId, productId }: Pick<ProjectedLevel, 'warehouseId' | 'productId'>,
  ): Promise<void> {
    await tx
      .delete(stockLevels)
      .where(
        and(
          eq(stockLevels.organizationId, organizationId),
          eq(stockLevels.warehouseId, warehouseId),
          eq(stockLevels.productId, productId),
        ),
      );
  }

  async levels(tx: Transaction, organizationId: string): Promise<ProjectedLevel[]> {
    const rows = await tx.select().from(stockLevels).where(eq(stockLevels.organizationId, organizationId));
    return rows.map(({ organizationId: _, ...level }) => level);
  }

  /**
   * Adds up the levels of one organization, a range of the primary key, in one statement. No totals are kept: figures are worked out when
   * they are published, once a second at most, or read, however many facts come; and a sum cannot drift from what it sums.
   *
   * A product is under its minimum when it is in some warehouse, as each warehouse is alerted for itself; it is out of stock when no
   * warehouse has any left to sell. One that is archived is neither, though what is left of it has its value. Sums beyond what a number
   * holds exactly are told as the largest it does: a cost that somebody mistyped must not keep all other figures from being told.
   */
  async stockSums(
    tx: Transaction,
    organizationId: string,
    expiringBy: string,
  ): Promise<Omit<StockSums, 'soldLast30Days'>> {
    const { productId, onHand, available, minimum, unitCost, expiries, archived } = stockLevels;
    const expiring = sql`select count(*) from unnest(${expiries}) as batch (expires_on)
      where expires_on <= ${expiringBy}::date`;
    const product = tx
      .select({
        value: sql`sum(${onHand}::numeric * ${unitCost})`.as('value'),
        units: sql`sum(${onHand})`.as('units'),
        onSale: sql`bool_or(not ${archived})`.as('on_sale'),
        short: sql`bool_or(${available} < ${minimum} and not ${archived})`.as('short'),
        left: sql`sum(greatest(${available}, 0))`.as('left_to_sell'),
        expiring: sql`sum((${expiring}))`.as('expiring'),
      })
      .from(stockLevels)
      .where(eq(stockLevels.organizationId, organizationId))
      .groupBy(productId)
      .as('product');
    const [sums] = await tx
      .select({
        stockValue: bounded(sql`sum(${product.value})`),
        unitsOnHand: bounded(sql`sum(${product.units})`),
        productsUnderMinimum: sql`count(*) filter (where ${product.short})`.mapWith(Number),
        productsOutOfStock: sql`count(*) filter (where ${product.onSale} and ${product.left} = 0)`.mapWith(
          Number,
        ),
        batchesExpiring: sql`coalesce(sum(${product.expiring}), 0)`.mapWith(Number),
      })
      .from(product);
    if (!sums) throw new Error('the sums of the stock were not returned');
    return sums;
  }

  /** `undefined` before the first change. */
  async edition(tx: Transaction, organizationId: string): Promise<KpiEdition | undefined> {
    const { version, asOf, expiringBy } = inventoryKpis;
    const [found] = await tx
      .select({ version, asOf, expiringBy })
      .from(inventoryKpis)
      .where(eq(inventoryKpis.organizationId, organizationId));
    return found;
  }

  /** `false` when there is no edition yet. */
  async rise(tx: Transaction, organizationId: string): Promise<boolean> {
    const risen = await tx
      .update(inventoryKpis)
      .set({ version: sql`${inventoryKpis.version} + 1` })
      .where(eq(inventoryKpis.organizationId, organizationId))
      .returning({ version: inventoryKpis.version });
    return risen.length > 0;
  }

  async saveEdition(tx: Transaction, organizationId: string, edition: KpiEdition): Promise<void> {
    await tx
      .insert(inventoryKpis)
      .values({ organizationId, ...edition })
      .onConflictDoUpdate({ target: inventoryKpis.organizationId, set: edition });
  }

  /** Organizations, of all, that have key figures; page by page, in order. */
  async organizations(
    tx: Transaction,
    { after, limit }: { readonly after: string; readonly limit: number },
  ): Promise<string[]> {
    const { organizationId } = inventoryKpis;
    const rows = await tx
      .select({ organizationId })
      .from(inventoryKpis)
      .where(gt(organizationId, after))
      .orderBy(asc(organizationId))
      .limit(limit);
    return rows.map((row) => row.organizationId);
  }
}

function bounded(sum: SQL): SQL<number> {
  const most = Number.MAX_SAFE_INTEGER;
  return sql`least(greatest(coalesce(${sum}, 0), ${-most}::numeric), ${most}::numeric)`.mapWith(Number);
}
