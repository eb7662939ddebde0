import type { DomainEvent, StockLevelPayload } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/database.js';
import { WarehouseRepository } from '../inventory/warehouse.repository.js';
import { ConditionReview } from './condition.review.js';
import { lowStockRule, stockSubject } from './low-stock-rule.js';

/** Decides what a stock level means, whoever brings it. */
@Injectable()
export class StockReview {
  constructor(
    private readonly warehouses: WarehouseRepository,
    private readonly review: ConditionReview,
  ) {}

  async one(tx: Transaction, organizationId: string, level: StockLevelPayload): Promise<DomainEvent[]> {
    const { name: warehouse } = await this.warehouses.get(tx, organizationId, level.warehouseId);
    return this.review.one(tx, organizationId, 'stock', stockSubject(level), (condition) =>
      lowStockRule(condition, level, warehouse),
    );
  }
}
