import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { OrganizationRepository } from '../../identity/organization.repository.js';
import { ProductRepository } from '../../inventory/product.repository.js';
import { WorkstationRepository } from '../workstation.repository.js';

export const listProductsInput = z.object({
  posId: z
    .uuid()
    .optional()
    .describe('the till that sells them; without it, what all warehouses have is added up'),
});

export const productsSchema = z.object({
  items: z
    .array(
      z.object({
        productId: z.uuid(),
        sku: z.string(),
        name: z.string(),
        unitPrice: z.int().describe('minor units, tax included'),
        currency: z.string().describe('ISO 4217'),
        taxRate: z.int().describe('hundredths of a percent'),
        available: z.int().describe('units that can still be sold'),
        minimumStock: z.int().describe('units below which it runs short'),
      }),
    )
    .describe('by name'),
});

export type Products = z.infer<typeof productsSchema>;

export class ListProducts extends Query<Snapshot<Products>> {
  constructor(
    readonly organizationId: string,
    readonly posId: string | undefined,
  ) {
    super();
  }
}

@QueryHandler(ListProducts)
export class ListProductsHandler implements IQueryHandler<ListProducts> {
  constructor(
    private readonly database: Database,
    private readonly organizations: OrganizationRepository,
    private readonly workstations: WorkstationRepository,
    private readonly products: ProductRepository,
  ) {}

  execute({ organizationId, posId }: ListProducts): Promise<Snapshot<Products>> {
    return readSnapshot(this.database, organizationId, async (tx) => {
      const { currency } = await this.organizations.get(tx, organizationId);
      const till = posId === undefined ? undefined : await this.workstations.get(tx, organizationId, posId);
      const products = await this.products.onSale(tx, organizationId, till?.warehouseId);
      return { items: products.map(({ unitCost: _, ...product }) => ({ ...product, currency })) };
    });
  }
}
