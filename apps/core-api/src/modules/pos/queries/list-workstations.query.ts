import { workstationSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { workstations } from '../pos.schema.js';

export const workstationsSchema = z.object({ items: z.array(workstationSchema) });

export type Workstations = z.infer<typeof workstationsSchema>;

export class ListWorkstations extends Query<Snapshot<Workstations>> {
  constructor(readonly organizationId: string) {
    super();
  }
}

@QueryHandler(ListWorkstations)
export class ListWorkstationsHandler implements IQueryHandler<ListWorkstations> {
  constructor(private readonly database: Database) {}

  execute({ organizationId }: ListWorkstations): Promise<Snapshot<Workstations>> {
    return readSnapshot(this.database, organizationId, async (tx) => ({
      items: await tx
        .select({ posId: workstations.posId, name: workstations.name, warehouseId: workstations.warehouseId })
        .from(workstations)
        .where(eq(workstations.organizationId, organizationId))
        .orderBy(asc(workstations.name)),
    }));
  }
}
