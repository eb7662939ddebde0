import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { warehouseSchema } from '../inventory.answers.js';
import { WarehouseRepository } from '../warehouse.repository.js';

export const warehousesSchema = z.object({
  items: z.array(warehouseSchema).describe('in the order in which they came into being'),
});

export type Warehouses = z.infer<typeof warehousesSchema>;

export class ListWarehouses extends Query<Snapshot<Warehouses>> {
  constructor(readonly organizationId: string) {
    super();
  }
}

@QueryHandler(ListWarehouses)
export class ListWarehousesHandler implements IQueryHandler<ListWarehouses> {
  constructor(
    private readonly database: Database,
    private readonly warehouses: WarehouseRepository,
  ) {}

  execute({ organizationId }: ListWarehouses): Promise<Snapshot<Warehouses>> {
    return readSnapshot(this.database, organizationId, async (tx) => ({
      items: await this.warehouses.list(tx, organizationId),
    }));
  }
}
