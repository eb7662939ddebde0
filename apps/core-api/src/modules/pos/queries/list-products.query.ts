import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { asc, eq, getTableColumns } from 'drizzle-orm';
import { Database } from '../../../platform/database/database.js';
import { OrganizationRepository } from '../../identity/organization.repository.js';
import type { ProductForSale } from '../cart-lines.js';
import { products } from '../pos.schema.js';

export interface Products {
  readonly items: readonly (ProductForSale & { readonly available: number; readonly currency: string })[];
}

export class ListProducts extends Query<Products> {
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

  execute({ organizationId }: ListProducts): Promise<Products> {
    return this.database.transaction(async (tx) => {
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
