import type { RealtimeEvent } from '@business-control/realtime-client';
import type { MovementPayload } from '@business-control/realtime-contracts';
import type { Page } from '../api/pages.js';

/** The movements of a warehouse after an event, newest first. A movement only ever replaces an older version of itself. */
export function afterMovement(
  warehouseId: string,
  page: Page<MovementPayload>,
  event: RealtimeEvent,
): Page<MovementPayload> {
  if (event.name !== 'inventory:movement:created' && event.name !== 'inventory:movement:updated') return page;
  const { payload } = event;
  if (payload.warehouseId !== warehouseId && payload.toWarehouseId !== warehouseId) {
    // A draft that was for this warehouse may have been changed to be for another.
    const others = page.items.filter(({ movementId }) => movementId !== payload.movementId);
    return others.length === page.items.length ? page : { ...page, items: others };
  }
  const known = page.items.find(({ movementId }) => movementId === payload.movementId);
  if (known) {
    if (known.version >= payload.version) return page;
    return { ...page, items: page.items.map((movement) => (movement === known ? payload : movement)) };
  }
  const oldest = page.items.at(-1);
  // Beyond the end of what is shown: it comes with its page.
  if (page.next !== null && oldest && payload.movementId < oldest.movementId) return page;
  const items = [...page.items, payload].toSorted((a, b) => (a.movementId < b.movementId ? 1 : -1));
  return { ...page, items };
}

/** `Flat white, Espresso beans and 3 more` */
export function goodsOf({ lines }: Pick<MovementPayload, 'lines'>): string {
  const names = [...new Set(lines.map(({ name }) => name))];
  if (names.length <= 2) return names.join(' and ');
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}

/** Units that a movement adds to or takes from a warehouse. */
export function unitsIn({ kind, warehouseId, lines }: MovementPayload, seenFrom: string): number {
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const leaves = kind === 'issue' || (kind === 'transfer' && warehouseId === seenFrom);
  return leaves ? -units : units;
}
