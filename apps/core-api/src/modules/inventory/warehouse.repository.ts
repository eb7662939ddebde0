import { Injectable } from '@nestjs/common';
import { and, asc, eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { warehouses } from './inventory.schema.js';

export interface Warehouse {
  readonly warehouseId: string;
  readonly name: string;
}

const columns = { warehouseId: warehouses.warehouseId, name: warehouses.name };

@Injectable()
export class WarehouseRepository {
  async get(tx: Transaction, organizationId: string, warehouseId: string): Promise<Warehouse> {
    const [warehouse] = await tx
      .select(columns)
      .from(warehouses)
      .where(and(eq(warehouses.organizationId, organizationId), eq(warehouses.warehouseId, warehouseId)));
    if (!warehouse) throw new RuleViolated('inventory.warehouse-not-found', { warehouseId });
    return warehouse;
  }

  /** The one that was there first; ids rise with time. */
  async first(tx: Transaction, organizationId: string): Promise<Warehouse> {
    const [warehouse] = await this.list(tx, organizationId);
    if (!warehouse) throw new RuleViolated('inventory.warehouse-not-found');
    return warehouse;
  }

  /** In the order in which they came into being. */
  list(tx: Transaction, organizationId: string): Promise<Warehouse[]> {
    return tx
      .select(columns)
      .from(warehouses)
      .where(eq(warehouses.organizationId, organizationId))
      .orderBy(asc(warehouses.warehouseId));
  }

  async insert(tx: Transaction, organizationId: string, warehouse: Warehouse): Promise<void> {
    const inserted = await tx
      .insert(warehouses)
      .values({ organizationId, ...warehouse })
      .onConflictDoNothing({ target: [warehouses.organizationId, warehouses.name] })
      .returning({ name: warehouses.name });
    if (inserted.length === 0) {
      throw new RuleViolated('inventory.warehouse-name-taken', { name: warehouse.name });
    }
  }
}
