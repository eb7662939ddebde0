import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../platform/database/database.js';
import { BranchRepository } from '../branches/branch.repository.js';
import { ProductRepository } from '../inventory/product.repository.js';
import { WarehouseRepository } from '../inventory/warehouse.repository.js';
import type { Order, OrderLine } from './order.js';
import { priceLine } from './order-pricing.js';

interface Ordered extends Pick<Order, 'branchId'> {
  readonly warehouseId?: string | undefined;
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
}

/** Looks up what an order asks for: of which branch, where it is taken from and what it costs now. */
@Injectable()
export class OrderedGoods {
  constructor(
    private readonly branches: BranchRepository,
    private readonly warehouses: WarehouseRepository,
    private readonly products: ProductRepository,
  ) {}

  async of(
    tx: Transaction,
    organizationId: string,
    { branchId, warehouseId, lines }: Ordered,
  ): Promise<Pick<Order, 'branchId' | 'warehouseId'> & { readonly lines: OrderLine[] }> {
    if (branchId !== null) await this.branches.get(tx, organizationId, branchId);
    const warehouse = warehouseId
      ? await this.warehouses.get(tx, organizationId, warehouseId)
      : await this.warehouses.first(tx, organizationId);
    const productIds = lines.map(({ productId }) => productId);
    const products = await this.products.getMany(tx, organizationId, productIds);
    const byId = new Map(products.map((product) => [product.productId, product]));
    const priced = lines.flatMap(({ productId, quantity }) => {
      const product = byId.get(productId);
      return product ? [priceLine(uuidv7(), product, quantity)] : [];
    });
    return { branchId, warehouseId: warehouse.warehouseId, lines: priced };
  }
}
