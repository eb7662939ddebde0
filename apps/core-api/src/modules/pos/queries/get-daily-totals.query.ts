import { dailyTotalsSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, asc, eq, getTableColumns } from 'drizzle-orm';
import { z } from 'zod';
import { businessDay } from '../../../platform/clock/business-day.js';
import { Clock } from '../../../platform/clock/clock.js';
import { dayInput } from '../../../platform/clock/time-inputs.js';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { OrganizationRepository } from '../../identity/organization.repository.js';
import { addUpDailyTotals } from '../daily-totals.js';
import { dailyTotals } from '../pos.schema.js';

export const dailyTotalsInput = z.object({
  date: dayInput.optional().describe("today in the organization's time zone unless given"),
});

export const dailyTotalsAnswerSchema = z.object({
  date: z.iso.date(),
  currency: z.string(),
  items: z.array(dailyTotalsSchema).describe('tills that sold something that day'),
  organization: dailyTotalsSchema.omit({ posId: true, date: true, currency: true }),
});

export type DailyTotals = z.infer<typeof dailyTotalsAnswerSchema>;

export class GetDailyTotals extends Query<Snapshot<DailyTotals>> {
  constructor(
    readonly organizationId: string,
    readonly date: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(GetDailyTotals)
export class GetDailyTotalsHandler implements IQueryHandler<GetDailyTotals> {
  constructor(
    private readonly database: Database,
    private readonly organizations: OrganizationRepository,
    private readonly clock: Clock,
  ) {}

  execute(query: GetDailyTotals): Promise<Snapshot<DailyTotals>> {
    const { organizationId } = query;
    return readSnapshot(this.database, organizationId, async (tx) => {
      const { currency, timeZone } = await this.organizations.get(tx, organizationId);
      const date = query.date ?? businessDay(this.clock.now(), timeZone);
      const { organizationId: _, ...columns } = getTableColumns(dailyTotals);
      const items = await tx
        .select(columns)
        .from(dailyTotals)
        .where(and(eq(dailyTotals.organizationId, organizationId), eq(dailyTotals.date, date)))
        .orderBy(asc(dailyTotals.posId));
      return { date, currency, items, organization: addUpDailyTotals(items) };
    });
  }
}
