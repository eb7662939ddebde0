import { advance, type CountSession, differencesOf } from './count-session.js';
import type { MovementPlan } from './movement.js';

/** What a count comes to. */
export interface CountResult {
  /** The session without its movement, which is yet to be made. */
  readonly session: CountSession;
  /** What puts the stock right; `undefined` when all is as expected. */
  readonly adjustment: MovementPlan | undefined;
}

/**
 * Makes one adjustment of all differences. It moves by the difference and not to what was counted, so that what came and went
 * since then stays as it is.
 */
export function applyCountSession(session: CountSession, now: Date): CountResult {
  const applied = advance(session, 'apply', now);
  const lines = differencesOf(session).map(({ productId, sku, name, expected, counted }) => {
    return { productId, sku, name, quantity: counted - expected, batch: null };
  });
  if (lines.length === 0) return { session: applied, adjustment: undefined };
  const { warehouseId, name, countSessionId } = session;
  return {
    session: applied,
    adjustment: {
      kind: 'adjustment',
      warehouseId,
      toWarehouseId: null,
      lines,
      reason: name,
      reference: { kind: 'count-session', id: countSessionId },
    },
  };
}
