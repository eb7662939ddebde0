import type { DomainEvent } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/database.js';
import { StockLevelRepository } from '../inventory/stock-level.repository.js';
import { WarehouseRepository } from '../inventory/warehouse.repository.js';
import { AlertSettingsRepository } from './alert-settings.repository.js';
import { ConditionReview } from './condition.review.js';
import { expiryRule, type NamedLevel } from './expiry-rule.js';

/** Looks through the batches of an organization for those that have expired or will soon. */
@Injectable()
export class ExpiryReview {
  constructor(
    private readonly settings: AlertSettingsRepository,
    private readonly stockLevels: StockLevelRepository,
    private readonly warehouses: WarehouseRepository,
    private readonly review: ConditionReview,
  ) {}

  async run(tx: Transaction, organizationId: string, today: string): Promise<DomainEvent[]> {
    const { expiryWarningDays } = await this.settings.get(tx, organizationId);
    return this.review.all(tx, organizationId, 'expiry', async (conditions) => {
      const levels = await this.levels(tx, organizationId);
      return expiryRule(conditions, levels, today, expiryWarningDays);
    });
  }

  private async levels(tx: Transaction, organizationId: string): Promise<NamedLevel[]> {
    const warehouses = await this.warehouses.list(tx, organizationId);
    const names = new Map(warehouses.map(({ warehouseId, name }) => [warehouseId, name]));
    const levels = await this.stockLevels.list(tx, organizationId);
    return levels.map((level) => ({
      ...level,
      warehouse: names.get(level.warehouseId) ?? level.warehouseId,
    }));
  }
}
