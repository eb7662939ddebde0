import { Injectable } from '@nestjs/common';
import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { workstations } from './pos.schema.js';

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
  async nextReceiptNumber(tx: Transaction, organizationId: string, posId: string): Promise<number> {
    const [row] = await tx
      .update(workstations)
      .set({ lastReceiptNumber: sql`${workstations.lastReceiptNumber} + 1` })
      .where(byId(organizationId, posId))
      .returning({ receiptNumber: workstations.lastReceiptNumber });
    if (!row) throw new RuleViolated('pos.workstation-not-found', { posId });
    return row.receiptNumber;
  }
}

function byId(organizationId: string, posId: string) {
  return and(eq(workstations.organizationId, organizationId), eq(workstations.posId, posId));
}
