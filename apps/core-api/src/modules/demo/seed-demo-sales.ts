import type { DailyTotalsPayload } from '@business-control/realtime-contracts';
import { and, eq } from 'drizzle-orm';
import { businessDay } from '../../platform/clock/business-day.js';
import type { Transaction } from '../../platform/database/database.js';
import { carts, dailyTotals, sales, workstations } from '../pos/pos.schema.js';
import { takingsOf } from '../pos/sale.js';
import { type DemoShop, type SoldBefore, soldBefore } from './sold-before.js';

interface DemoSales {
  readonly organizationId: string;
  readonly shop: DemoShop;
  readonly now: Date;
}

/** Sales of the last two weeks, as if they had been rung up: what was counted into stock came after them. */
export async function seedDemoSales(
  tx: Transaction,
  { organizationId, shop, now }: DemoSales,
): Promise<void> {
  const sold = soldBefore(shop, now);
  await tx.insert(carts).values(sold.map(({ cart }) => ({ organizationId, ...cart })));
  await tx.insert(sales).values(
    sold.map(({ sale }) => {
      const { saleId, posId, cartId, orderId, receiptNumber } = sale;
      const completedAt = new Date(sale.completedAt);
      return { organizationId, saleId, posId, cartId, orderId, receiptNumber, completedAt, receipt: sale };
    }),
  );
  const totals = totalsOf(sold, shop.timeZone);
  await tx.insert(dailyTotals).values(totals.map((row) => ({ organizationId, ...row })));
  for (const posId of shop.posIds) {
    const numbers = sold.filter(({ sale }) => sale.posId === posId).map(({ sale }) => sale.receiptNumber);
    await tx
      .update(workstations)
      .set({ lastReceiptNumber: Math.max(0, ...numbers) })
      .where(and(eq(workstations.organizationId, organizationId), eq(workstations.posId, posId)));
  }
}

function totalsOf(sold: readonly SoldBefore[], timeZone: string): DailyTotalsPayload[] {
  const rows = new Map<string, DailyTotalsPayload>();
  for (const { cart, sale } of sold) {
    const { posId, currency } = cart;
    const date = businessDay(new Date(sale.completedAt), timeZone);
    const key = `${posId}/${date}`;
    const row = rows.get(key);
    const { total, tax, discount, cash, card } = takingsOf(sale);
    rows.set(key, {
      posId,
      date,
      currency,
      salesCount: (row?.salesCount ?? 0) + 1,
      total: (row?.total ?? 0) + total,
      tax: (row?.tax ?? 0) + tax,
      discount: (row?.discount ?? 0) + discount,
      cash: (row?.cash ?? 0) + cash,
      card: (row?.card ?? 0) + card,
    });
  }
  return [...rows.values()];
}
