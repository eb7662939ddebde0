import type { InventoryKpisPayload, StockLevelPayload } from '@business-control/realtime-contracts';

/** What the stock and the sales of the last days add up to. */
export type StockSums = Omit<InventoryKpisPayload, 'currency' | 'turnover' | 'version'>;

/** The days that decide which figures hold. */
export interface KpiDays {
  /** The business day on which they hold: what was sold until then counts, and not longer ago than the last days. */
  readonly asOf: string;
  /** Batches that expire on this day or before are expiring. */
  readonly expiringBy: string;
}

/** Which figures are meant: those of the same version are the same. */
export interface KpiEdition extends KpiDays {
  readonly version: number;
}

export function kpiDays(asOf: string, expiryWarningDays: number): KpiDays {
  return { asOf, expiringBy: daysAfter(asOf, expiryWarningDays) };
}

/** Whether other figures may hold by now. Days of business never go back, whatever the clock of a process says. */
export function movedOn(edition: KpiDays, { asOf, expiringBy }: KpiDays): boolean {
  return asOf > edition.asOf || (asOf === edition.asOf && expiringBy !== edition.expiringBy);
}

/** As much of a stock level as the figures need. */
export interface ProjectedLevel
  extends Pick<
    StockLevelPayload,
    'warehouseId' | 'productId' | 'onHand' | 'available' | 'minimum' | 'unitCost' | 'version'
  > {
  /** When its batches with units on hand expire, the first first; those that never do are left out. */
  readonly expiries: string[];
  /** The product is not sold any more. */
  readonly archived: boolean;
}

export function projectionOf(level: StockLevelPayload): ProjectedLevel {
  const { warehouseId, productId, onHand, available, minimum, unitCost, version, archived = false } = level;
  const expiries = level.batches
    .filter((batch) => batch.onHand > 0)
    .flatMap(({ expiresOn }) => expiresOn ?? [])
    .sort();
  return { warehouseId, productId, onHand, available, minimum, unitCost, version, expiries, archived };
}

const SOLD_DAYS = 30;

/** The first of the last thirty business days, of which the given one is the last. */
export function soldFrom(asOf: string): string {
  return daysAfter(asOf, 1 - SOLD_DAYS);
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
