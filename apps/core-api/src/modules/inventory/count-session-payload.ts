import { type CountSessionPayload, event } from '@business-control/realtime-contracts';
import { type CountDecision, type CountSession, differencesOf } from './count-session.js';

/** A session as events and answers show it. */
export function countSessionPayload(session: CountSession): CountSessionPayload {
  const { countSessionId, warehouseId, name, status, version, counts, movementId, openedBy } = session;
  return {
    countSessionId,
    warehouseId,
    name,
    status,
    version,
    counted: counts.length,
    differences: differencesOf(session).map(({ productId, sku, name, expected, counted }) => {
      return { productId, sku, name, expected, counted };
    }),
    movementId,
    openedBy,
    openedAt: session.openedAt.toISOString(),
    updatedAt: session.updatedAt.toISOString(),
  };
}

/** What screens are told of a session that changed. */
export function told(session: CountSession): CountDecision {
  return { session, events: [event('inventory:count-session:updated', countSessionPayload(session))] };
}
