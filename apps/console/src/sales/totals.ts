import type { DailyTotalsPayload } from '@business-control/realtime-contracts';

/** The answer of `GET /pos/daily-totals`. */
export interface DailyTotals {
  /** The business day, in the time zone of the organization. */
  readonly date: string;
  readonly currency: string;
  /** One entry for each till that sold something. */
  readonly items: readonly DailyTotalsPayload[];
}

/**
 * The day with the totals of a till as they arrived. Answers and events overtake each other; sales are only ever added, so
 * the totals with more sales are the newer ones. Totals of the next business day begin a new day.
 */
export function applyTotals(day: DailyTotals, incoming: DailyTotalsPayload): DailyTotals {
  if (incoming.date < day.date) return day;
  if (incoming.date > day.date) return { ...day, date: incoming.date, items: [incoming] };
  const known = day.items.find(({ posId }) => posId === incoming.posId);
  if (known && known.salesCount >= incoming.salesCount) return day;
  return { ...day, items: [...day.items.filter((item) => item !== known), incoming] };
}

/** All tills together. */
export function sumOf(items: readonly DailyTotalsPayload[]) {
  const add = (amount: (item: DailyTotalsPayload) => number) =>
    items.reduce((sum, item) => sum + amount(item), 0);
  return {
    salesCount: add(({ salesCount }) => salesCount),
    total: add(({ total }) => total),
    tax: add(({ tax }) => tax),
    discount: add(({ discount }) => discount),
    cash: add(({ cash }) => cash),
    card: add(({ card }) => card),
  };
}
