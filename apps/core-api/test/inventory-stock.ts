import { v7 as uuid } from 'uuid';
import {
  draftMovement,
  type Movement,
  type MovementLine,
  type MovementPlan,
} from '../src/modules/inventory/movement.js';
import type { StockLevel } from '../src/modules/inventory/stock-level.js';

export const NOON = new Date('2026-03-02T12:00:00.000Z');
export const storekeeper = { userId: uuid(), displayName: 'Storekeeper' };
export const strict = { allowNegativeStock: false };
export const lenient = { allowNegativeStock: true };

/** Builders of test data: every one makes a new thing, unlike any other. */
export function aLevel(given: Partial<StockLevel> = {}): StockLevel {
  return {
    warehouseId: uuid(),
    productId: uuid(),
    sku: 'MILK',
    name: 'Milk 1 l',
    minimum: 5,
    unitCost: 80,
    archived: false,
    onHand: 0,
    reserved: 0,
    batches: [],
    version: 1,
    movementId: null,
    updatedAt: NOON,
    ...given,
  };
}

export function aMovementLine(given: Partial<MovementLine> = {}): MovementLine {
  return { productId: uuid(), sku: 'MILK', name: 'Milk 1 l', quantity: 1, batch: null, ...given };
}

export function aPlan(given: Partial<MovementPlan> = {}): MovementPlan {
  return {
    kind: 'receipt',
    warehouseId: uuid(),
    toWarehouseId: null,
    lines: [aMovementLine()],
    reason: null,
    reference: null,
    ...given,
  };
}

export function aDraft(given: Partial<MovementPlan> = {}): Movement {
  return draftMovement(aPlan(given), { movementId: uuid(), createdBy: storekeeper }, NOON);
}
