import { saleSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { sales } from '../pos.schema.js';

export const listSalesInput = z.object({
  posId: z.uuid().optional(),
  before: z.uuid().optional().describe('the `next` of the page before'),
  limit: limitInput,
});

export const salesSchema = z.object({
  items: z.array(saleSchema).describe('newest first'),
  next: z.uuid().nullable().describe('what to ask the next page with as `before`; null on the last page'),
});

export type Sales = z.infer<typeof salesSchema>;

export class ListSales extends Query<Snapshot<Sales>> {
  constructor(
    readonly organizationId: string,
    readonly filter: z.output<typeof listSalesInput>,
  ) {
    super();
  }
}

@QueryHandler(ListSales)
export class ListSalesHandler implements IQueryHandler<ListSales> {
  constructor(private readonly database: Database) {}

  execute({ organizationId, filter }: ListSales): Promise<Snapshot<Sales>> {
    const { posId, before, limit } = filter;
    return readSnapshot(this.database, organizationId, async (tx) => {
      const rows = await tx
        .select({ receipt: sales.receipt })
        .from(sales)
        .where(
          and(
            eq(sales.organizationId, organizationId),
            posId ? eq(sales.posId, posId) : undefined,
            before ? olderThan(organizationId, before) : undefined,
          ),
        )
        .orderBy(desc(sales.completedAt), desc(sales.saleId))
        .limit(limit + 1);
      const items = rows.slice(0, limit).map(({ receipt }) => receipt);
      return { items, next: rows.length > limit ? (items.at(-1)?.saleId ?? null) : null };
    });
  }
}

/** Pages continue after a sale, not at a number of rows: sales completed meanwhile shift nothing. */
function olderThan(organizationId: string, saleId: string) {
  return sql`(${sales.completedAt}, ${sales.saleId}) < (
    select earlier.completed_at, earlier.sale_id from ${sales} earlier
    where earlier.organization_id = ${organizationId} and earlier.sale_id = ${saleId})`;
}
