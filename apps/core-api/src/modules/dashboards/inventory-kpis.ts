import type { InventoryKpisPayload, StockLevelPayload } from '@business-control/realtime-contracts';

/** What the stock and the sales of the last days add up to. */
export type StockSums = Omit<InventoryKpisPayload, 'currency' | 'turnover' | 'version'>;

/** Which figures are meant: those of the same version are the same. */
export interface KpiEdition {
  readonly version: number;
  /** The business day that decides what was sold lately and what expires soon. */
  readonly asOf: string;
}

/** As much of a stock level as the figures need. */
export interface ProjectedLevel
  extends Pick<
    StockLevelPayload,
    'warehouseId' | 'productId' | 'onHand' | 'available' | 'minimum' | 'unitCost' | 'version'
  > {
  /** When its batches with units on hand expire, the first first; those that never do are left out. */
  readonly expiries: string[];
}

export function projectionOf(level: StockLevelPayload): ProjectedLevel {
  const { warehouseId, productId, onHand, available, minimum, unitCost, version } = level;
  const expiries = level.batches
    .filter((batch) => batch.onHand > 0)
    .flatMap(({ expiresOn }) => expiresOn ?? [])
    .sort();
  return { warehouseId, productId, onHand, available, minimum, unitCost, version, expiries };
}

const SOLD_DAYS = 30;

/** The business days that decide the figures which hold on `asOf`; both ends belong to them. */
export interface KpiDays {
  readonly soldFrom: string;
  readonly soldTo: string;
  readonly expiringBy: string;
}

export function kpiDays(asOf: string, expiryWarningDays: number): KpiDays {
  return {
    soldFrom: daysAfter(asOf, 1 - SOLD_DAYS),
    soldTo: asOf,
    expiringBy: daysAfter(asOf, expiryWarningDays),
  };
}

export function kpisOf(
  sums: StockSums,
  { currency, version }: Pick<InventoryKpisPayload, 'currency' | 'version'>,
): InventoryKpisPayload {
  const { unitsOnHand, soldLast30Days } = sums;
  const turnover = unitsOnHand > 0 ? Math.round((soldLast30Days / unitsOnHand) * 100) / 100 : null;
  return { currency, ...sums, turnover, version };
}

function daysAfter(date: string, days: number): string {
  const instant = new Date(`${date}T00:00:00Z`);
  instant.setUTCDate(instant.getUTCDate() + days);
  return instant.toISOString().slice(0, 10);
}
