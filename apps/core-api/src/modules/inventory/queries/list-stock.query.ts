import { stockLevelSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { levelPayload, type StockKey } from '../stock-level.js';
import { StockLevelRepository } from '../stock-level.repository.js';

const pageInput = z.templateLiteral([z.uuid(), '.', z.uuid()]).describe('the `next` of the page before');

export const listStockInput = z.object({
  warehouseId: z.uuid().optional(),
  productId: z.uuid().optional(),
  belowMinimum: z
    .stringbool()
    .default(false)
    .describe('only what is sold and has fewer units available than its minimum'),
  before: pageInput.optional(),
  limit: limitInput,
});

export const stockSchema = z.object({
  items: z.array(stockLevelSchema).describe('by warehouse and product'),
  next: z.string().nullable().describe('what to ask the next page with as `before`; null on the last page'),
});

export type StockPage = z.infer<typeof stockSchema>;

export class ListStock extends Query<Snapshot<StockPage>> {
  constructor(
    readonly organizationId: string,
    readonly filter: z.output<typeof listStockInput>,
  ) {
    super();
  }
}

@QueryHandler(ListStock)
export class ListStockHandler implements IQueryHandler<ListStock> {
  constructor(
    private readonly database: Database,
    private readonly levels: StockLevelRepository,
  ) {}

  execute({ organizationId, filter }: ListStock): Promise<Snapshot<StockPage>> {
    const { before, limit, ...wanted } = filter;
    return readSnapshot(this.database, organizationId, async (tx) => {
      const page = { ...wanted, after: keyIn(before), limit: limit + 1 };
      const levels = await this.levels.page(tx, organizationId, page);
      const items = levels.slice(0, limit).map(levelPayload);
      const last = levels.length > limit ? items.at(-1) : undefined;
      return { items, next: last ? `${last.warehouseId}.${last.productId}` : null };
    });
  }
}

function keyIn(page: string | undefined): StockKey | undefined {
  const [warehouseId, productId] = page?.split('.') ?? [];
  return warehouseId && productId ? { warehouseId, productId } : undefined;
}
