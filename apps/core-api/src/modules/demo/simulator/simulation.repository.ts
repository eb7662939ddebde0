import { Injectable } from '@nestjs/common';
import { and, eq } from 'drizzle-orm';
import type { Reader, Transaction } from '../../../platform/database/database.js';
import { simulations } from './simulator.schema.js';

export type SimulationRow = typeof simulations.$inferSelect;

@Injectable()
export class SimulationRepository {
  async find(reader: Reader, organizationId: string): Promise<SimulationRow | undefined> {
    const [row] = await reader
      .select()
      .from(simulations)
      .where(eq(simulations.organizationId, organizationId));
    return row;
  }

  list(reader: Reader): Promise<SimulationRow[]> {
    return reader.select().from(simulations);
  }

  async save(tx: Transaction, row: SimulationRow): Promise<void> {
    const { organizationId, ...set } = row;
    await tx.insert(simulations).values(row).onConflictDoUpdate({ target: simulations.organizationId, set });
  }

  /** `false` when another process has taken these sales, or the simulation was stopped. */
  async claim(tx: Transaction, { organizationId, soldUpTo }: SimulationRow, upTo: Date): Promise<boolean> {
    const claimed = await tx
      .update(simulations)
      .set({ soldUpTo: upTo })
      .where(and(eq(simulations.organizationId, organizationId), eq(simulations.soldUpTo, soldUpTo)))
      .returning({ organizationId: simulations.organizationId });
    return claimed.length > 0;
  }

  async delete(tx: Transaction, organizationId: string): Promise<void> {
    await tx.delete(simulations).where(eq(simulations.organizationId, organizationId));
  }
}
