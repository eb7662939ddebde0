import type { AvailabilityPayload } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { ProductForSale } from './cart-lines.js';
import { products } from './pos.schema.js';

@Injectable()
export class ProductRepository {
  async get(tx: Transaction, organizationId: string, productId: string): Promise<ProductForSale> {
    const [product] = await tx.select().from(products).where(byId(organizationId, productId));
    if (!product) throw new RuleViolated('pos.product-not-found', { productId });
    return product;
  }

  /** Takes units off the shelf. Callers go through products in the order of their ids, or they deadlock. */
  async take(
    tx: Transaction,
    organizationId: string,
    { warehouseId, productId }: { readonly warehouseId: string; readonly productId: string },
    quantity: number,
  ): Promise<AvailabilityPayload> {
    const [left] = await tx
      .update(products)
      .set({ available: sql`${products.available} - ${quantity}` })
      .where(byId(organizationId, productId))
      .returning({ productId: products.productId, sku: products.sku, available: products.available });
    if (!left) throw new RuleViolated('pos.product-not-found', { productId });
    return { ...left, warehouseId };
  }
}

function byId(organizationId: string, productId: string) {
  return and(eq(products.organizationId, organizationId), eq(products.productId, productId));
}
