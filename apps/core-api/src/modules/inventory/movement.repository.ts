import { Injectable } from '@nestjs/common';
import { and, desc, eq, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { movements } from './inventory.schema.js';
import type { Movement, MovementKind, MovementStatus } from './movement.js';

interface MovementFilter {
  /** Whence or whither. */
  readonly warehouseId?: string | undefined;
  readonly kind?: MovementKind | undefined;
  readonly status?: MovementStatus | undefined;
  /** The last one of the page before. */
  readonly before?: string | undefined;
  readonly limit: number;
}

@Injectable()
export class MovementRepository {
  async insert(tx: Transaction, organizationId: string, movement: Movement): Promise<void> {
    await tx.insert(movements).values({ organizationId, ...movement, lines: [...movement.lines] });
  }

  async get(tx: Transaction, organizationId: string, movementId: string): Promise<Movement> {
    const [row] = await tx.select().from(movements).where(byId(organizationId, movementId));
    return found(row, movementId);
  }

  /** The movement as it is once everyone before has committed; it stays as it is until this transaction ends. */
  async lock(tx: Transaction, organizationId: string, movementId: string): Promise<Movement> {
    const [row] = await tx.select().from(movements).where(byId(organizationId, movementId)).for('update');
    return found(row, movementId);
  }

  /** Stores a movement that this transaction has locked. */
  async save(tx: Transaction, organizationId: string, movement: Movement): Promise<void> {
    const { status, version, warehouseId, toWarehouseId, changes, reason, reference } = movement;
    const { appliedAt, reversedAt } = movement;
    const lines = [...movement.lines];
    await tx
      .update(movements)
      .set({
        status,
        version,
        warehouseId,
        toWarehouseId,
        lines,
        changes,
        reason,
        reference,
        appliedAt,
        reversedAt,
      })
      .where(byId(organizationId, movement.movementId));
  }

  /** Newest first. */
  async list(
    tx: Transaction,
    organizationId: string,
    { warehouseId, kind, status, before, limit }: MovementFilter,
  ): Promise<Movement[]> {
    const rows = await tx
      .select()
      .from(movements)
      .where(
        and(
          eq(movements.organizationId, organizationId),
          warehouseId
            ? or(eq(movements.warehouseId, warehouseId), eq(movements.toWarehouseId, warehouseId))
            : undefined,
          kind ? eq(movements.kind, kind) : undefined,
          status ? eq(movements.status, status) : undefined,
          before ? olderThan(organizationId, before) : undefined,
        ),
      )
      .orderBy(desc(movements.createdAt), desc(movements.movementId))
      .limit(limit);
    return rows.map(({ organizationId: _, ...movement }) => movement);
  }
}

function byId(organizationId: string, movementId: string) {
  return and(eq(movements.organizationId, organizationId), eq(movements.movementId, movementId));
}

/** Pages continue after a movement, not at a number of rows: movements made meanwhile shift nothing. */
function olderThan(organizationId: string, movementId: string) {
  return sql`(${movements.createdAt}, ${movements.movementId}) < (
    select earlier.created_at, earlier.movement_id from ${movements} earlier
    where earlier.organization_id = ${organizationId} and earlier.movement_id = ${movementId})`;
}

function found(
  row: (Movement & { readonly organizationId: string }) | undefined,
  movementId: string,
): Movement {
  if (!row) throw new RuleViolated('inventory.movement-not-found', { movementId });
  const { organizationId: _, ...movement } = row;
  return movement;
}
