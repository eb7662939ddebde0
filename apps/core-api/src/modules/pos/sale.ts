import type { DailyTotalsPayload, SalePayload } from '@business-control/realtime-contracts';

/** What one sale adds to its till's totals of the day. */
export type Takings = Pick<DailyTotalsPayload, 'total' | 'tax' | 'discount' | 'cash' | 'card'>;

/** Change is handed back from the drawer, so it comes off the cash. */
export function takingsOf({ totals, payments }: Pick<SalePayload, 'totals' | 'payments'>): Takings {
  const paidBy = (wanted: SalePayload['payments'][number]['method']) =>
    payments.filter(({ method }) => method === wanted).reduce((paid, { amount }) => paid + amount, 0);
  const { total, tax, discount, change } = totals;
  return { total, tax, discount, cash: paidBy('cash') - change, card: paidBy('card') };
}
