import type { StockLevelPayload } from '@business-control/realtime-contracts';
import { RuleViolated } from '../../platform/errors/rule-violated.js';

/** Units of a product that came together and expire together. */
export interface Batch {
  readonly code: string;
  /** A calendar day; `null`: it keeps. */
  readonly expiresOn: string | null;
}

export interface StockLevel {
  readonly warehouseId: string;
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly minimum: number;
  readonly unitCost: number;
  /** The product is not sold any more. */
  readonly archived: boolean;
  readonly onHand: number;
  /** Units that are sold and have not left yet. */
  readonly reserved: number;
  /** Those with units on hand; what `onHand` has beyond them has no batch. */
  readonly batches: readonly (Batch & { readonly onHand: number })[];
  readonly version: number;
  readonly movementId: string | null;
  readonly updatedAt: Date;
}

/** Units that a level can hold, and lack; the database keeps them in 32 bits. */
const MAX_UNITS = 1_000_000_000;

/** A level travels whole in every event about it. */
export const MAX_BATCHES = 200;

export interface StockKey {
  readonly warehouseId: string;
  readonly productId: string;
}

/** Units that come (above zero) or go. */
export interface StockChange extends StockKey {
  readonly batch: Batch | null;
  readonly quantity: number;
}

export interface StockRules {
  readonly allowNegativeStock: boolean;
}

export function availableOf({ onHand, reserved }: Pick<StockLevel, 'onHand' | 'reserved'>): number {
  return onHand - reserved;
}

/**
 * The level after units came or went. Units that are sold are not there to be taken, so it is what is available that may not
 * fall below zero, unless the organization allows it. A batch never does.
 */
export function changeStock(
  level: StockLevel,
  { batch, quantity }: Pick<StockChange, 'batch' | 'quantity'>,
  { allowNegativeStock }: StockRules,
): StockLevel {
  const next = {
    ...level,
    onHand: level.onHand + quantity,
    batches: batch ? changeBatch(level, batch, quantity) : level.batches,
  };
  if (quantity > 0 && next.onHand > MAX_UNITS) throw tooLarge(level, quantity);
  const short = availableOf(next) < 0 || (batch === null && withoutBatch(next) < 0);
  if (quantity < 0 && short && !(allowNegativeStock && availableOf(next) >= -MAX_UNITS)) {
    throw insufficient(level, -quantity);
  }
  return next;
}

/** Sets units aside for who bought them. */
export function reserveStock(
  level: StockLevel,
  quantity: number,
  { allowNegativeStock }: StockRules,
): StockLevel {
  const least = allowNegativeStock ? -MAX_UNITS : 0;
  if (availableOf(level) - quantity < least) throw insufficient(level, quantity);
  return { ...level, reserved: level.reserved + quantity };
}

/** Gives units free that were set aside; the change by which they leave follows. */
export function releaseStock(level: StockLevel, quantity: number): StockLevel {
  const { warehouseId, productId, sku, reserved } = level;
  if (reserved < quantity) {
    throw new RuleViolated('inventory.not-reserved', {
      warehouseId,
      productId,
      sku,
      reserved,
      wanted: quantity,
    });
  }
  return { ...level, reserved: level.reserved - quantity };
}

/**
 * Whether those who sell care about a change of what is available: at or below the minimum about every unit, above it only about
 * having come back. The minimum is not below zero, so selling out and being back in stock are always told.
 */
export function salesCare(before: number, after: number, minimum: number): boolean {
  return before !== after && Math.min(before, after) <= minimum;
}

/** A level as events and answers show it. */
export function levelPayload({ updatedAt, ...level }: StockLevel): StockLevelPayload {
  const { sku, name, onHand, reserved, minimum, unitCost, batches, version, movementId } = level;
  const { warehouseId, productId, archived } = level;
  return {
    warehouseId,
    productId,
    sku,
    name,
    onHand,
    reserved,
    available: availableOf(level),
    minimum,
    unitCost,
    archived,
    batches: [...batches],
    version,
    movementId,
    updatedAt: updatedAt.toISOString(),
  };
}

function changeBatch(level: StockLevel, { code, expiresOn }: Batch, quantity: number): StockLevel['batches'] {
  const known = level.batches.find((batch) => batch.code === code);
  if (known && quantity > 0 && known.expiresOn !== expiresOn) {
    throw new RuleViolated('inventory.batch-expires-otherwise', { code, expiresOn: known.expiresOn });
  }
  if (!known && quantity > 0 && level.batches.length >= MAX_BATCHES) {
    throw new RuleViolated('inventory.batches-too-many', { sku: level.sku, most: MAX_BATCHES });
  }
  const onHand = (known?.onHand ?? 0) + quantity;
  if (onHand < 0) {
    throw new RuleViolated('inventory.batch-insufficient', {
      sku: level.sku,
      code,
      onHand: onHand - quantity,
    });
  }
  const others = level.batches.filter((batch) => batch !== known);
  if (onHand === 0) return others;
  return [...others, { code, expiresOn: known?.expiresOn ?? expiresOn, onHand }].sort(firstToExpire);
}

/** Batches that keep come last; the code decides where days do not. */
function firstToExpire(a: Batch, b: Batch): number {
  if (a.expiresOn === b.expiresOn) return a.code < b.code ? -1 : 1;
  if (a.expiresOn === null) return 1;
  if (b.expiresOn === null) return -1;
  return a.expiresOn < b.expiresOn ? -1 : 1;
}

function withoutBatch({ onHand, batches }: Pick<StockLevel, 'onHand' | 'batches'>): number {
  return batches.reduce((rest, batch) => rest - batch.onHand, onHand);
}

function tooLarge({ warehouseId, productId, sku }: StockLevel, quantity: number): RuleViolated {
  return new RuleViolated('inventory.stock-too-large', {
    warehouseId,
    productId,
    sku,
    quantity,
    most: MAX_UNITS,
  });
}

function insufficient(level: StockLevel, wanted: number): RuleViolated {
  const { warehouseId, productId, sku } = level;
  return new RuleViolated('inventory.stock-insufficient', {
    warehouseId,
    productId,
    sku,
    available: availableOf(level),
    wanted,
  });
}
