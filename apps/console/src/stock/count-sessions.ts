import type { RealtimeEvent } from '@business-control/realtime-client';
import type { CountSessionPayload } from '@business-control/realtime-contracts';
import type { Page } from '../api/pages.js';

/** A session with what was found of each product so far, as core-api answers it. */
export interface CountSession extends CountSessionPayload {
  readonly counts: readonly Count[];
}

export interface Count {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  /** Units that should have lain there at the moment of counting. */
  readonly expected: number;
  readonly counted: number;
  readonly countedBy: { readonly userId: string; readonly displayName: string };
  readonly countedAt: string;
}

/** The counts of a warehouse after an event, newest first. A session only ever replaces an older version of itself. */
export function afterCountSession(
  warehouseId: string,
  page: Page<CountSessionPayload>,
  event: RealtimeEvent,
): Page<CountSessionPayload> {
  if (event.name !== 'inventory:count-session:updated') return page;
  const { payload } = event;
  if (payload.warehouseId !== warehouseId) return page;
  const known = page.items.find(({ countSessionId }) => countSessionId === payload.countSessionId);
  if (known) {
    if (known.version >= payload.version) return page;
    return { ...page, items: page.items.map((session) => (session === known ? payload : session)) };
  }
  const oldest = page.items.at(-1);
  // Beyond the end of what is shown: it comes with its page.
  if (page.next !== null && oldest && payload.openedAt < oldest.openedAt) return page;
  const items = [...page.items, payload].toSorted((a, b) => b.openedAt.localeCompare(a.openedAt));
  return { ...page, items };
}

export function isRunning({ status }: Pick<CountSessionPayload, 'status'>): boolean {
  return status !== 'applied' && status !== 'cancelled';
}

export function takesCounts({ status }: Pick<CountSessionPayload, 'status'>): boolean {
  return status === 'open' || status === 'counting';
}

/** `+3`, `−2`, `0` */
export function signed(units: number): string {
  if (units === 0) return '0';
  return units > 0 ? `+${units}` : `−${-units}`;
}
