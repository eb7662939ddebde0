import type { SalesDashboardPayload } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { dayInput } from '../../../platform/clock/time-inputs.js';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { SalesReadModel } from '../sales.read-model.js';

export const salesDashboardInput = z.object({
  date: dayInput.optional().describe("today in the organization's time zone unless given"),
});

export class GetSalesDashboard extends Query<Snapshot<SalesDashboardPayload>> {
  constructor(
    readonly organizationId: string,
    readonly date: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(GetSalesDashboard)
export class GetSalesDashboardHandler implements IQueryHandler<GetSalesDashboard> {
  constructor(
    private readonly database: Database,
    private readonly sales: SalesReadModel,
  ) {}

  execute({ organizationId, date }: GetSalesDashboard): Promise<Snapshot<SalesDashboardPayload>> {
    return readSnapshot(this.database, organizationId, (tx) => this.sales.read(tx, organizationId, date));
  }
}
