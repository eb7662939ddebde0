import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import type { Transaction } from '../../platform/database/database.js';
import { SettingsRepository } from './settings.repository.js';
import { changedLevels, reserveAll, type Units, unitsPerProduct } from './stock.js';
import { StockLevelRepository } from './stock-level.repository.js';

/** Sets sold units aside in the transaction of the sale, so that of two who sell the last one only one does. */
@Injectable()
export class StockReservations {
  constructor(
    private readonly levels: StockLevelRepository,
    private readonly settings: SettingsRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * All of the units or none: throws `inventory.stock-insufficient` unless the organization allows negative stock. Emits nothing,
   * the movement that takes them out of the warehouse tells. Locks levels, so it comes after the documents that a command locks.
   */
  async reserve(
    tx: Transaction,
    organizationId: string,
    warehouseId: string,
    units: readonly Units[],
  ): Promise<void> {
    const now = this.clock.now();
    const keys = unitsPerProduct(units).map(({ productId }) => ({ warehouseId, productId }));
    const rules = await this.settings.get(tx, organizationId);
    const before = await this.levels.lock(tx, organizationId, keys, now);
    const after = reserveAll(before, warehouseId, units, rules);
    await this.levels.save(tx, organizationId, changedLevels(before, after, null, now));
  }
}
