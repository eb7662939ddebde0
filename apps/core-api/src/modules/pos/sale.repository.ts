import type { DailyTotalsPayload, SalePayload } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../platform/database/database.js';
import { dailyTotals, sales } from './pos.schema.js';
import { takingsOf } from './sale.js';

@Injectable()
export class SaleRepository {
  async insert(tx: Transaction, organizationId: string, sale: SalePayload): Promise<void> {
    const { saleId, posId, cartId, orderId, receiptNumber } = sale;
    const completedAt = new Date(sale.completedAt);
    await tx
      .insert(sales)
      .values({ organizationId, saleId, posId, cartId, orderId, receiptNumber, completedAt, receipt: sale });
  }

  /** The record of sales, oldest first, from after a sale on; `after` must be in it. */
  async inOrder(
    tx: Transaction,
    organizationId: string,
    { after, limit }: { readonly after?: string; readonly limit: number },
  ): Promise<SalePayload[]> {
    const rows = await tx
      .select({ receipt: sales.receipt })
      .from(sales)
      .where(
        and(
          eq(sales.organizationId, organizationId),
          after === undefined ? undefined : laterThan(organizationId, after),
        ),
      )
      .orderBy(asc(sales.completedAt), asc(sales.saleId))
      .limit(limit);
    return rows.map(({ receipt }) => receipt);
  }

  /** Adds a sale to its till's totals of the day; answers the totals it leads to. */
  async addToDailyTotals(
    tx: Transaction,
    organizationId: string,
    { posId, date }: { readonly posId: string; readonly date: string },
    sale: SalePayload,
  ): Promise<DailyTotalsPayload> {
    const { currency } = sale;
    const { total, tax, discount, cash, card } = takingsOf(sale);
    const [totals] = await tx
      .insert(dailyTotals)
      .values({ organizationId, posId, date, currency, salesCount: 1, total, tax, discount, cash, card })
      .onConflictDoUpdate({
        target: [dailyTotals.organizationId, dailyTotals.date, dailyTotals.posId],
        set: {
          salesCount: plus(dailyTotals.salesCount, 1),
          total: plus(dailyTotals.total, total),
          tax: plus(dailyTotals.tax, tax),
          discount: plus(dailyTotals.discount, discount),
          cash: plus(dailyTotals.cash, cash),
          card: plus(dailyTotals.card, card),
        },
      })
      .returning();
    if (!totals) throw new Error('the daily totals were not returned');
    return totals;
  }
}

function laterThan(organizationId: string, saleId: string) {
  return sql`(${sales.completedAt}, ${sales.saleId}) > (
    select known.completed_at, known.sale_id from ${sales} known
    where known.organization_id = ${organizationId} and known.sale_id = ${saleId})`;
}

function plus(column: PgColumn, amount: number) {
  return sql`${column} + ${amount}`;
}
