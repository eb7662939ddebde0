import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { asc, eq, getTableColumns } from 'drizzle-orm';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { OrganizationRepository } from '../../identity/organization.repository.js';
import { products } from '../pos.schema.js';

export const productsSchema = z.object({
  items: z.array(
    z.object({
      productId: z.uuid(),
      sku: z.string(),
      name: z.string(),
      unitPrice: z.int().describe('minor units, tax included'),
      currency: z.string().describe('ISO 4217'),
      taxRate: z.int().describe('hundredths of a percent'),
      available: z
        .int()
        .describe('units that can still be sold; below zero when more was sold than was counted'),
    }),
  ),
});

export type Products = z.infer<typeof productsSchema>;

export class ListProducts extends Query<Snapshot<Products>> {
  constructor(readonly organizationId: string) {
    super();
  }
}

@QueryHandler(ListProducts)
export class ListProductsHandler implements IQueryHandler<ListProducts> {
  constructor(
    private readonly database: Database,
    private readonly organizations: OrganizationRepository,
  ) {}

  execute({ organizationId }: ListProducts): Promise<Snapshot<Products>> {
    return readSnapshot(this.database, organizationId, async (tx) => {
      const { currency } = await this.organizations.get(tx, organizationId);
      const { organizationId: _, ...columns } = getTableColumns(products);
      const rows = await tx
        .select(columns)
        .from(products)
        .where(eq(products.organizationId, organizationId))
        .orderBy(asc(products.name), asc(products.productId));
      return { items: rows.map((row) => ({ ...row, currency })) };
    });
  }
}
