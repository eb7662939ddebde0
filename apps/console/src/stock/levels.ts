import type { RealtimeEvent } from '@business-control/realtime-client';
import type { StockLevelPayload } from '@business-control/realtime-contracts';
import type { Page } from '../api/pages.js';

/** The levels of a warehouse after an event: a level only ever replaces an older version of itself. */
export function afterLevel(
  warehouseId: string,
  page: Page<StockLevelPayload>,
  event: RealtimeEvent,
): Page<StockLevelPayload> {
  if (event.name !== 'inventory:stock:updated' || event.payload.warehouseId !== warehouseId) return page;
  const { payload } = event;
  const known = page.items.find(({ productId }) => productId === payload.productId);
  if (!known) return { ...page, items: [...page.items, payload] };
  if (known.version >= payload.version) return page;
  return { ...page, items: page.items.map((level) => (level === known ? payload : level)) };
}

export type Shortage = 'out' | 'short' | 'none';

/** Nobody orders what is not sold any more, so it is never short. */
export function shortageOf({
  available,
  minimum,
  archived,
}: Pick<StockLevelPayload, 'available' | 'minimum' | 'archived'>): Shortage {
  if (archived) return 'none';
  if (available <= 0) return 'out';
  return available < minimum ? 'short' : 'none';
}

/** Levels whose name or SKU holds every word of the search, by name. */
export function searchLevels(
  levels: readonly StockLevelPayload[],
  search: string,
  belowMinimum: boolean,
): readonly StockLevelPayload[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return levels
    .filter((level) => !belowMinimum || shortageOf(level) !== 'none')
    .filter(({ name, sku }) => words.every((word) => `${name} ${sku}`.toLowerCase().includes(word)))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

export type Expiry = 'expired' | 'soon' | 'later';

const SOON_DAYS = 7;
const DAY_MS = 86_400_000;

/** How long something still keeps. Both are dates without a time, like `2026-01-31`. */
export function expiryOf(expiresOn: string, today: string): Expiry {
  if (expiresOn < today) return 'expired';
  return Date.parse(expiresOn) - Date.parse(today) <= SOON_DAYS * DAY_MS ? 'soon' : 'later';
}

/** The day on which the first of a level's batches expires; `null` when none does. */
export function firstExpiry({ batches }: Pick<StockLevelPayload, 'batches'>): string | null {
  const days = batches.flatMap(({ expiresOn, onHand }) =>
    expiresOn !== null && onHand > 0 ? [expiresOn] : [],
  );
  return days.toSorted()[0] ?? null;
}
