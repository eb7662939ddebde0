import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, eq, lte, sql } from 'drizzle-orm';
import { z } from 'zod';
import { dayInput } from '../../../platform/clock/time-inputs.js';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { batches, products } from '../inventory.schema.js';

/** Of the page before: the day, the place and the code of its last batch. */
const pageInput = z
  .templateLiteral([
    z.union([z.iso.date(), z.literal('infinity')]),
    '.',
    z.uuid(),
    '.',
    z.uuid(),
    '.',
    z.string(),
  ])
  .refine((page) => page.startsWith('infinity') || dayInput.safeParse(page.slice(0, 10)).success)
  .describe('the `next` of the page before');

export const listBatchesInput = z.object({
  warehouseId: z.uuid().optional(),
  productId: z.uuid().optional(),
  expiresBy: dayInput.optional().describe('only those that expire on this day or before'),
  before: pageInput.optional(),
  limit: limitInput,
});

export const batchesSchema = z.object({
  items: z
    .array(
      z.object({
        warehouseId: z.uuid(),
        productId: z.uuid(),
        sku: z.string(),
        name: z.string(),
        code: z.string(),
        expiresOn: z.iso.date().nullable(),
        onHand: z.int(),
      }),
    )
    .describe('the first to expire first'),
  next: z.string().nullable().describe('what to ask the next page with as `before`; null on the last page'),
});

export type BatchPage = z.infer<typeof batchesSchema>;

export class ListBatches extends Query<Snapshot<BatchPage>> {
  constructor(
    readonly organizationId: string,
    readonly filter: z.output<typeof listBatchesInput>,
  ) {
    super();
  }
}

/** Those that keep for ever come last. */
const day = sql`coalesce(${batches.expiresOn}, 'infinity'::date)`;
const place = sql`(${day}, ${batches.warehouseId}, ${batches.productId}, ${batches.code})`;

@QueryHandler(ListBatches)
export class ListBatchesHandler implements IQueryHandler<ListBatches> {
  constructor(private readonly database: Database) {}

  execute({ organizationId, filter }: ListBatches): Promise<Snapshot<BatchPage>> {
    const { warehouseId, productId, expiresBy, before, limit } = filter;
    return readSnapshot(this.database, organizationId, async (tx) => {
      const rows = await tx
        .select({
          warehouseId: batches.warehouseId,
          productId: batches.productId,
          sku: products.sku,
          name: products.name,
          code: batches.code,
          expiresOn: batches.expiresOn,
          onHand: batches.onHand,
        })
        .from(batches)
        .innerJoin(
          products,
          and(eq(products.organizationId, batches.organizationId), eq(products.productId, batches.productId)),
        )
        .where(
          and(
            eq(batches.organizationId, organizationId),
            warehouseId ? eq(batches.warehouseId, warehouseId) : undefined,
            productId ? eq(batches.productId, productId) : undefined,
            expiresBy ? lte(batches.expiresOn, expiresBy) : undefined,
            before ? laterThan(before) : undefined,
          ),
        )
        .orderBy(day, batches.warehouseId, batches.productId, batches.code)
        .limit(limit + 1);
      const items = rows.slice(0, limit);
      return { items, next: rows.length > limit ? pageAfter(items.at(-1)) : null };
    });
  }
}

function pageAfter(last: BatchPage['items'][number] | undefined): string | null {
  return last ? [last.expiresOn ?? 'infinity', last.warehouseId, last.productId, last.code].join('.') : null;
}

function laterThan(page: string) {
  const [date, warehouseId, productId, ...code] = page.split('.');
  return sql`${place} > (${date}::date, ${warehouseId}::uuid, ${productId}::uuid, ${code.join('.')})`;
}
