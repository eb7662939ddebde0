import { Injectable } from '@nestjs/common';
import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { workstations } from './pos.schema.js';

interface NextReceipt {
  readonly receiptNumber: number;
  /** Where the goods of the till are taken from. */
  readonly warehouseId: string;
}

@Injectable()
export class WorkstationRepository {
  async mustExist(tx: Transaction, organizationId: string, posId: string): Promise<void> {
    const found = await tx
      .select({ posId: workstations.posId })
      .from(workstations)
      .where(byId(organizationId, posId));
    if (found.length === 0) throw new RuleViolated('pos.workstation-not-found', { posId });
  }

  /** Locks the workstation until the transaction ends: its sales happen one after the other. */
  async nextReceipt(tx: Transaction, organizationId: string, posId: string): Promise<NextReceipt> {
    const [row] = await tx
      .update(workstations)
      .set({ lastReceiptNumber: sql`${workstations.lastReceiptNumber} + 1` })
      .where(byId(organizationId, posId))
      .returning({ receiptNumber: workstations.lastReceiptNumber, warehouseId: workstations.warehouseId });
    if (!row) throw new RuleViolated('pos.workstation-not-found', { posId });
    return row;
  }
}

function byId(organizationId: string, posId: string) {
  return and(eq(workstations.organizationId, organizationId), eq(workstations.posId, posId));
}
