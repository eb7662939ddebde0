import { dailyTotalsSchema } from '@business-control/realtime-contracts';
import type { z } from 'zod';

/** What all tills of an organization have sold on one business day. */
export const organizationTotalsSchema = dailyTotalsSchema.omit({ posId: true, date: true, currency: true });

type OrganizationTotals = z.infer<typeof organizationTotalsSchema>;

export function addUpDailyTotals(tills: readonly OrganizationTotals[]): OrganizationTotals {
  const sum = { salesCount: 0, total: 0, tax: 0, discount: 0, cash: 0, card: 0 };
  for (const { salesCount, total, tax, discount, cash, card } of tills) {
    sum.salesCount += salesCount;
    sum.total += total;
    sum.tax += tax;
    sum.discount += discount;
    sum.cash += cash;
    sum.card += card;
  }
  return sum;
}
