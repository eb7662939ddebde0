import { Injectable } from '@nestjs/common';
import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { violatedUnique } from '../../platform/database/violated-unique.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { workstations } from './pos.schema.js';
import type { Workstation } from './workstation.js';

interface NextReceipt extends Pick<Workstation, 'warehouseId'> {
  readonly receiptNumber: number;
}

const columns = {
  posId: workstations.posId,
  name: workstations.name,
  warehouseId: workstations.warehouseId,
};

@Injectable()
export class WorkstationRepository {
  async get(tx: Transaction, organizationId: string, posId: string): Promise<Workstation> {
    const [workstation] = await tx.select(columns).from(workstations).where(byId(organizationId, posId));
    return mustBeFound(workstation, posId);
  }

  /** The workstation as it is once everyone before has committed; it stays as it is until this transaction ends. */
  async lock(tx: Transaction, organizationId: string, posId: string): Promise<Workstation> {
    const found = tx.select(columns).from(workstations).where(byId(organizationId, posId));
    const [workstation] = await found.for('update');
    return mustBeFound(workstation, posId);
  }

  async insert(tx: Transaction, organizationId: string, workstation: Workstation): Promise<void> {
    const inserted = await tx
      .insert(workstations)
      .values({ organizationId, ...workstation })
      .onConflictDoNothing({ target: [workstations.organizationId, workstations.name] })
      .returning({ name: workstations.name });
    if (inserted.length === 0) {
      throw new RuleViolated('pos.workstation-name-taken', { name: workstation.name });
    }
  }

  /** Stores the name of a workstation that this transaction has locked. */
  async save(tx: Transaction, organizationId: string, { posId, name }: Workstation): Promise<void> {
    await tx
      .update(workstations)
      .set({ name })
      .where(byId(organizationId, posId))
      .catch((error: unknown) => {
        if (violatedUnique(error) !== 'pos_workstations_name') throw error;
        throw new RuleViolated('pos.workstation-name-taken', { name });
      });
  }

  /** Locks the workstation until the transaction ends: its sales happen one after the other. */
  async nextReceipt(tx: Transaction, organizationId: string, posId: string): Promise<NextReceipt> {
    const [row] = await tx
      .update(workstations)
      .set({ lastReceiptNumber: sql`${workstations.lastReceiptNumber} + 1` })
      .where(byId(organizationId, posId))
      .returning({ receiptNumber: workstations.lastReceiptNumber, warehouseId: workstations.warehouseId });
    return mustBeFound(row, posId);
  }
}

function byId(organizationId: string, posId: string) {
  return and(eq(workstations.organizationId, organizationId), eq(workstations.posId, posId));
}

function mustBeFound<Found>(found: Found | undefined, posId: string): Found {
  if (found === undefined) throw new RuleViolated('pos.workstation-not-found', { posId });
  return found;
}
