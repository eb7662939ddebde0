import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, asc, eq, ilike, isNull, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { answerOf, productSchema } from '../inventory.answers.js';
import { products } from '../inventory.schema.js';

export const listProductsInput = z.object({
  search: z.string().trim().min(1).max(120).optional().describe('part of the name or of the SKU'),
  archived: z.stringbool().default(false).describe('true: with those that are not sold any more'),
  before: z.uuid().optional().describe('the `next` of the page before'),
  limit: limitInput,
});

export const productsSchema = z.object({
  items: z.array(productSchema).describe('by name'),
  next: z.uuid().nullable().describe('what to ask the next page with as `before`; null on the last page'),
});

export type ProductPage = z.infer<typeof productsSchema>;

export class ListKeptProducts extends Query<Snapshot<ProductPage>> {
  constructor(
    readonly organizationId: string,
    readonly filter: z.output<typeof listProductsInput>,
  ) {
    super();
  }
}

@QueryHandler(ListKeptProducts)
export class ListKeptProductsHandler implements IQueryHandler<ListKeptProducts> {
  constructor(private readonly database: Database) {}

  execute({ organizationId, filter }: ListKeptProducts): Promise<Snapshot<ProductPage>> {
    const { search, archived, before, limit } = filter;
    return readSnapshot(this.database, organizationId, async (tx) => {
      const rows = await tx
        .select()
        .from(products)
        .where(
          and(
            eq(products.organizationId, organizationId),
            archived ? undefined : isNull(products.archivedAt),
            search ? or(contains(products.name, search), contains(products.sku, search)) : undefined,
            before ? laterThan(organizationId, before) : undefined,
          ),
        )
        .orderBy(asc(products.name), asc(products.productId))
        .limit(limit + 1);
      const items = rows.slice(0, limit).map(({ organizationId: _, ...product }) => answerOf(product));
      return { items, next: rows.length > limit ? (items.at(-1)?.productId ?? null) : null };
    });
  }
}

/** What people type is text, whatever it means in a pattern. */
function contains(column: typeof products.name | typeof products.sku, text: string) {
  return ilike(column, `%${text.replace(/[\\%_]/g, '\\$&')}%`);
}

function laterThan(organizationId: string, productId: string) {
  return sql`(${products.name}, ${products.productId}) > (
    select known.name, known.product_id from ${products} known
    where known.organization_id = ${organizationId} and known.product_id = ${productId})`;
}
