import type { Batch, StockLevel } from './stock-level.js';

/** Units that leave from one batch, or from what has none. */
export interface Pick {
  readonly batch: Batch | null;
  readonly quantity: number;
}

/** Which units leave: those that expire first, those without a batch last, even more of them than there are. */
export function pickBatches(
  { batches }: { readonly batches: StockLevel['batches'] },
  quantity: number,
): Pick[] {
  const picks: Pick[] = [];
  let left = quantity;
  for (const { code, expiresOn, onHand } of batches) {
    if (left === 0) break;
    const taken = Math.min(left, onHand);
    picks.push({ batch: { code, expiresOn }, quantity: taken });
    left -= taken;
  }
  return left > 0 ? [...picks, { batch: null, quantity: left }] : picks;
}
