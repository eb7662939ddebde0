import { Injectable } from '@nestjs/common';
import { and, asc, eq, inArray, isNull, sql, sum } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { products, stockLevels } from './inventory.schema.js';

export interface Product {
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  /** Minor units, tax included. */
  readonly unitPrice: number;
  /** Hundredths of a percent. */
  readonly taxRate: number;
  /** Minor units. */
  readonly unitCost: number;
  readonly minimumStock: number;
}

export interface ProductOnSale extends Product {
  /** Units that can still be sold. */
  readonly available: number;
}

/** A product with what only its keepers care about. */
export interface KeptProduct extends Product {
  /** Since when it is not sold any more. */
  readonly archivedAt: Date | null;
}

const columns = {
  productId: products.productId,
  sku: products.sku,
  name: products.name,
  unitPrice: products.unitPrice,
  taxRate: products.taxRate,
  unitCost: products.unitCost,
  minimumStock: products.minimumStock,
};

@Injectable()
export class ProductRepository {
  /** A product that is sold; an archived one is not found. */
  async get(tx: Transaction, organizationId: string, productId: string): Promise<Product> {
    const [product] = await this.getMany(tx, organizationId, [productId]);
    if (!product) throw new RuleViolated('inventory.product-not-found', { productId });
    return product;
  }

  /** Products that are sold, in no order; throws when one of them is not found. */
  async getMany(tx: Transaction, organizationId: string, productIds: readonly string[]): Promise<Product[]> {
    const found = await tx
      .select(columns)
      .from(products)
      .where(and(among(organizationId, productIds), isNull(products.archivedAt)));
    return allOf(found, productIds);
  }

  /** Like `getMany`, with archived ones, whose stock may still be moved. */
  async getKept(tx: Transaction, organizationId: string, productIds: readonly string[]): Promise<Product[]> {
    return allOf(
      await tx.select(columns).from(products).where(among(organizationId, productIds)),
      productIds,
    );
  }

  /** What is sold, by name, with what is available in a warehouse, or in all of them together. */
  async onSale(tx: Transaction, organizationId: string, warehouseId?: string): Promise<ProductOnSale[]> {
    const available = sum(sql`${stockLevels.onHand} - ${stockLevels.reserved}`).mapWith(Number);
    const rows = await tx
      .select({ ...columns, available })
      .from(products)
      .leftJoin(
        stockLevels,
        and(
          eq(stockLevels.organizationId, products.organizationId),
          eq(stockLevels.productId, products.productId),
          warehouseId ? eq(stockLevels.warehouseId, warehouseId) : undefined,
        ),
      )
      .where(and(eq(products.organizationId, organizationId), isNull(products.archivedAt)))
      .groupBy(products.organizationId, products.productId)
      .orderBy(asc(products.name), asc(products.productId));
    return rows.map((row) => ({ ...row, available: row.available ?? 0 }));
  }

  /** Whether all warehouses together have units of it that can still be sold. */
  async inStock(tx: Transaction, organizationId: string, productId: string): Promise<boolean> {
    const [found] = await tx
      .select({ available: sum(sql`${stockLevels.onHand} - ${stockLevels.reserved}`).mapWith(Number) })
      .from(stockLevels)
      .where(and(eq(stockLevels.organizationId, organizationId), eq(stockLevels.productId, productId)));
    return (found?.available ?? 0) > 0;
  }

  /** The product as it is once everyone before has committed; it stays as it is until this transaction ends. */
  async lock(tx: Transaction, organizationId: string, productId: string): Promise<KeptProduct> {
    const [product] = await tx
      .select({ ...columns, archivedAt: products.archivedAt })
      .from(products)
      .where(among(organizationId, [productId]))
      .for('no key update');
    if (!product) throw new RuleViolated('inventory.product-not-found', { productId });
    return product;
  }

  async insert(tx: Transaction, organizationId: string, product: KeptProduct): Promise<void> {
    const inserted = await tx
      .insert(products)
      .values({ organizationId, ...product })
      .onConflictDoNothing({ target: [products.organizationId, products.sku] })
      .returning({ sku: products.sku });
    if (inserted.length === 0) throw new RuleViolated('inventory.sku-taken', { sku: product.sku });
  }

  /** Stores a product that this transaction has locked. Its SKU never changes: labels carry it. */
  async save(
    tx: Transaction,
    organizationId: string,
    { productId, sku: _, ...change }: KeptProduct,
  ): Promise<void> {
    await tx
      .update(products)
      .set(change)
      .where(among(organizationId, [productId]));
  }
}

function among(organizationId: string, productIds: readonly string[]) {
  return and(eq(products.organizationId, organizationId), inArray(products.productId, [...productIds]));
}

function allOf(found: Product[], productIds: readonly string[]): Product[] {
  const missing = productIds.find((id) => !found.some(({ productId }) => productId === id));
  if (missing) throw new RuleViolated('inventory.product-not-found', { productId: missing });
  return found;
}
