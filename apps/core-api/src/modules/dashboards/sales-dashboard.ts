import type { SalesDashboardPayload } from '@business-control/realtime-contracts';
import { type DayFigures, sumUp } from './sales-figures.js';

/** How many products a dashboard shows. */
export const BEST_SELLERS = 20;

/** A day on which nothing was sold or refunded. */
export const nothingSold: DayFigures = sumUp([]);

/** The figures of a day as screens show them; `byProduct` are its best sellers. */
export function salesDashboard(
  day: DayFigures,
  {
    date,
    currency,
    byProduct,
    version,
  }: Pick<SalesDashboardPayload, 'date' | 'currency' | 'byProduct' | 'version'>,
): SalesDashboardPayload {
  const { salesCount, total, refunds, byHour, byTill } = day;
  return {
    date,
    currency,
    salesCount,
    total,
    averageTicket: salesCount === 0 ? 0 : Math.round(total / salesCount),
    refunds,
    byHour: [...byHour],
    byProduct,
    byTill: [...byTill],
    version,
  };
}
