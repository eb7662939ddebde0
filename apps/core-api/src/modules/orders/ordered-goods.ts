import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '../../platform/database/database.js';
import { ProductRepository } from '../inventory/product.repository.js';
import { WarehouseRepository } from '../inventory/warehouse.repository.js';
import type { Order, OrderLine } from './order.js';
import { priceLine } from './order-pricing.js';

interface Ordered {
  readonly warehouseId?: string | undefined;
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
}

/** Looks up in the inventory what an order asks for: where it is taken from and what it costs now. */
@Injectable()
export class OrderedGoods {
  constructor(
    private readonly warehouses: WarehouseRepository,
    private readonly products: ProductRepository,
  ) {}

  async of(
    tx: Transaction,
    organizationId: string,
    { warehouseId, lines }: Ordered,
  ): Promise<Pick<Order, 'warehouseId'> & { readonly lines: OrderLine[] }> {
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
    return { warehouseId: warehouse.warehouseId, lines: priced };
  }
}
