import { type DomainEvent, event, type MovementPayload } from '@business-control/realtime-contracts';
import type { Person } from '../../platform/commands/person.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { StockChange, StockKey } from './stock-level.js';

export type MovementKind = MovementPayload['kind'];
export type MovementStatus = MovementPayload['status'];
export type MovementLine = MovementPayload['lines'][number];
export type MovementReference = MovementPayload['reference'];

/** What someone wants to move. */
export interface MovementPlan {
  readonly kind: MovementKind;
  readonly warehouseId: string;
  /** Of a transfer. */
  readonly toWarehouseId: string | null;
  readonly lines: readonly MovementLine[];
  readonly reason: string | null;
  /** What caused it. */
  readonly reference: MovementReference;
}

export interface Movement extends MovementPlan {
  readonly movementId: string;
  readonly status: MovementStatus;
  readonly version: number;
  /** What it changed when it was applied, batch by batch. */
  readonly changes: readonly StockChange[];
  readonly createdBy: Person;
  readonly createdAt: Date;
  readonly appliedAt: Date | null;
  readonly reversedAt: Date | null;
}

export type MovementAction = 'edit' | 'apply' | 'reverse';

/** What may be done to a movement in each status, and the status it leads to. */
const transitions = {
  draft: { edit: 'draft', apply: 'applied' },
  applied: { reverse: 'reversed' },
  reversed: {},
} as const satisfies Record<MovementStatus, Partial<Record<MovementAction, MovementStatus>>>;

const refusals = {
  edit: 'inventory.movement-not-draft',
  apply: 'inventory.movement-not-draft',
  reverse: 'inventory.movement-not-applied',
} as const satisfies Record<MovementAction, string>;

/** The movement after an action: next status, next version. Throws when its status does not allow the action. */
export function advance(movement: Movement, action: MovementAction, change: Partial<Movement>): Movement {
  const next: Partial<Record<MovementAction, MovementStatus>> = transitions[movement.status];
  const status = next[action];
  if (!status) throw new RuleViolated(refusals[action], { status: movement.status });
  return { ...movement, ...change, status, version: movement.version + 1 };
}

export function draftMovement(
  plan: MovementPlan,
  { movementId, createdBy }: Pick<Movement, 'movementId' | 'createdBy'>,
  createdAt: Date,
): Movement {
  refuseNonsense(plan);
  return {
    ...plan,
    movementId,
    status: 'draft',
    version: 1,
    changes: [],
    createdBy,
    createdAt,
    appliedAt: null,
    reversedAt: null,
  };
}

/** A draft as someone wants it now; of what kind it is stays. */
export function changeDraft(draft: Movement, change: Partial<Omit<MovementPlan, 'kind'>>): Movement {
  const changed = advance(draft, 'edit', change);
  refuseNonsense(changed);
  return changed;
}

/** The levels that applying a movement touches. */
export function keysOf({ warehouseId, toWarehouseId, lines }: MovementPlan): StockKey[] {
  return lines.flatMap(({ productId }) => [
    { warehouseId, productId },
    ...(toWarehouseId === null ? [] : [{ warehouseId: toWarehouseId, productId }]),
  ]);
}

/** A movement as events and answers show it. */
export function movementPayload({ changes: _, ...movement }: Movement): MovementPayload {
  return {
    ...movement,
    lines: [...movement.lines],
    createdAt: movement.createdAt.toISOString(),
    appliedAt: movement.appliedAt?.toISOString() ?? null,
    reversedAt: movement.reversedAt?.toISOString() ?? null,
  };
}

export function movementCreated(movement: Movement): DomainEvent {
  return event('inventory:movement:created', movementPayload(movement));
}

export function movementUpdated(movement: Movement): DomainEvent {
  return event('inventory:movement:updated', movementPayload(movement));
}

function refuseNonsense({ kind, warehouseId, toWarehouseId, lines, reason }: MovementPlan): void {
  if (kind === 'adjustment' && reason === null) throw new RuleViolated('inventory.reason-required');
  if (kind !== 'transfer' && toWarehouseId !== null) {
    throw new RuleViolated('inventory.destination-unexpected', { kind });
  }
  if (kind === 'transfer' && (toWarehouseId === null || toWarehouseId === warehouseId)) {
    throw new RuleViolated('inventory.destination-required');
  }
  const wrong = lines.find(({ quantity }) => quantity === 0 || (quantity < 0 && kind !== 'adjustment'));
  if (wrong) throw new RuleViolated('inventory.quantity-not-positive', { sku: wrong.sku });
}
