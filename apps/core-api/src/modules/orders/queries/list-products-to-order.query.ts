import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { OrganizationRepository } from '../../identity/organization.repository.js';
import { ProductRepository } from '../../inventory/product.repository.js';

/** What the online shop shows; how much there is of it is the organization's own business. */
export const productsToOrderSchema = z.object({
  items: z.array(
    z.object({
      productId: z.uuid(),
      sku: z.string(),
      name: z.string(),
      unitPrice: z.int().describe('minor units, tax included'),
      currency: z.string().describe('ISO 4217'),
      taxRate: z.int().describe('hundredths of a percent'),
      inStock: z.boolean(),
    }),
  ),
});

export type ProductsToOrder = z.infer<typeof productsToOrderSchema>;

export class ListProductsToOrder extends Query<Snapshot<ProductsToOrder>> {
  constructor(readonly organizationId: string) {
    super();
  }
}

@QueryHandler(ListProductsToOrder)
export class ListProductsToOrderHandler implements IQueryHandler<ListProductsToOrder> {
  constructor(
    private readonly database: Database,
    private readonly organizations: OrganizationRepository,
    private readonly products: ProductRepository,
  ) {}

  execute({ organizationId }: ListProductsToOrder): Promise<Snapshot<ProductsToOrder>> {
    return readSnapshot(this.database, organizationId, async (tx) => {
      const { currency } = await this.organizations.get(tx, organizationId);
      const onSale = await this.products.onSale(tx, organizationId);
      const items = onSale.map(({ productId, sku, name, unitPrice, taxRate, available }) => ({
        productId,
        sku,
        name,
        unitPrice,
        currency,
        taxRate,
        inStock: available > 0,
      }));
      return { items };
    });
  }
}
