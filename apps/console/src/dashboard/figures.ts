import type { RealtimeEvent } from '@business-control/realtime-client';
import type { InventoryKpisPayload, SalesDashboardPayload } from '@business-control/realtime-contracts';

/** The sales of a day after an event: later figures of the same day. */
export function afterSales(shown: SalesDashboardPayload, event: RealtimeEvent): SalesDashboardPayload {
  if (event.name !== 'dashboard:sales:updated') return shown;
  const { payload } = event;
  return payload.date === shown.date && payload.version > shown.version ? payload : shown;
}

/** The sales of today after an event: another day may have begun. */
export function afterSalesToday(shown: SalesDashboardPayload, event: RealtimeEvent): SalesDashboardPayload {
  const begins = event.name === 'dashboard:sales:updated' && event.payload.date > shown.date;
  return begins ? event.payload : afterSales(shown, event);
}

/** The calendar day so many days after (or before) another; both `YYYY-MM-DD`. */
export function dayFrom(date: string, days: number): string {
  const instant = new Date(`${date}T00:00:00Z`);
  instant.setUTCDate(instant.getUTCDate() + days);
  return instant.toISOString().slice(0, 10);
}

/** The figures of the stock after an event. */
export function afterStock(shown: InventoryKpisPayload, event: RealtimeEvent): InventoryKpisPayload {
  if (event.name !== 'dashboard:inventory-kpis:updated') return shown;
  return event.payload.version > shown.version ? event.payload : shown;
}

export interface HourBar {
  readonly hour: number;
  readonly total: number;
  /** Of the best hour, 0 to 1. */
  readonly share: number;
}

/** Every hour between the first and the last one with a sale, so that quiet hours show as such. */
export function hoursOf({ byHour }: Pick<SalesDashboardPayload, 'byHour'>): HourBar[] {
  const [first, last] = [byHour[0], byHour.at(-1)];
  if (!first || !last) return [];
  const best = Math.max(...byHour.map(({ total }) => total), 1);
  const totals = new Map(byHour.map(({ hour, total }) => [hour, total]));
  return Array.from({ length: last.hour - first.hour + 1 }, (_, index) => {
    const hour = first.hour + index;
    const total = totals.get(hour) ?? 0;
    return { hour, total, share: total / best };
  });
}
