import { pickBatches } from './batch-picking.js';
import { advance, type Movement, type MovementLine, type MovementPlan } from './movement.js';
import { changeAll, levelOf, type Stock } from './stock.js';
import type { Batch, StockChange, StockRules } from './stock-level.js';

/** What applying or reversing a movement comes to. */
export interface MovementEffect {
  readonly movement: Movement;
  readonly stock: Stock;
}

/** Moves the units of all lines or of none. Lines are taken in order: each meets what the ones before have left. */
export function applyMovement(
  movement: Movement,
  before: Stock,
  rules: StockRules,
  appliedAt: Date,
): MovementEffect {
  const applied = advance(movement, 'apply', { appliedAt });
  let stock = before;
  const changes: StockChange[] = [];
  for (const line of movement.lines) {
    const moved = changesOf(movement, line, stock);
    stock = changeAll(stock, moved, rules);
    changes.push(...moved);
  }
  return { movement: { ...applied, changes }, stock };
}

/** Undoes exactly what the movement changed, last change first. Refused when the units it brought have gone. */
export function reverseMovement(
  movement: Movement,
  before: Stock,
  rules: StockRules,
  reversedAt: Date,
): MovementEffect {
  const reversed = advance(movement, 'reverse', { reversedAt });
  const opposite = movement.changes.map((change) => ({ ...change, quantity: -change.quantity })).reverse();
  return { movement: reversed, stock: changeAll(before, opposite, rules) };
}

function changesOf(
  plan: MovementPlan,
  { productId, quantity, batch }: MovementLine,
  stock: Stock,
): StockChange[] {
  const at = { warehouseId: plan.warehouseId, productId };
  const leaving = (units: number): StockChange[] => {
    const level = levelOf(stock, at);
    const known = level.batches.find(({ code }) => code === batch?.code) ?? batch;
    const picks = known ? [{ batch: batchOf(known), quantity: units }] : pickBatches(level, units);
    return picks.map((pick) => ({ ...at, batch: pick.batch, quantity: -pick.quantity }));
  };
  switch (plan.kind) {
    case 'receipt':
      return [{ ...at, batch, quantity }];
    case 'issue':
      return leaving(quantity);
    case 'adjustment':
      return quantity > 0 ? [{ ...at, batch, quantity }] : leaving(-quantity);
    case 'transfer': {
      // Units keep their batch, and with it their expiry date, wherever they lie.
      const warehouseId = plan.toWarehouseId ?? plan.warehouseId;
      return leaving(quantity).flatMap((change) => [
        change,
        { ...change, warehouseId, quantity: -change.quantity },
      ]);
    }
  }
}

function batchOf({ code, expiresOn }: Batch): Batch {
  return { code, expiresOn };
}
