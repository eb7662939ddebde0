import type { DailyTotalsPayload } from '@business-control/realtime-contracts';

/** What all tills of an organization have sold on one business day. */
export type OrganizationTotals = Omit<DailyTotalsPayload, 'posId' | 'date' | 'currency'>;

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
