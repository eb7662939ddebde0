import type { RealtimeEvent } from '@business-control/realtime-client';
import type { InventoryKpisPayload, SalesDashboardPayload } from '@business-control/realtime-contracts';

/** The sales of the day after an event: later figures of the same or a later day. */
export function afterSales(shown: SalesDashboardPayload, event: RealtimeEvent): SalesDashboardPayload {
  if (event.name !== 'dashboard:sales:updated') return shown;
  const { payload } = event;
  const newer = payload.date > shown.date || (payload.date === shown.date && payload.version > shown.version);
  return newer ? payload : shown;
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
