import { isDeepStrictEqual } from 'node:util';
import type { DomainEvent } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/database.js';
import { StockLevelRepository } from '../inventory/stock-level.repository.js';
import type { Rebuilt } from './dashboards.answers.js';
import { FiguresPublisher } from './figures.publisher.js';
import { projectionOf } from './inventory-kpis.js';
import { InventoryKpisRepository } from './inventory-kpis.repository.js';

/**
 * Takes the levels of stock from the record, while stock moves on: a fact that arrives meanwhile waits for the lock of the read model,
 * and then it is newer than what was read, or changes nothing.
 */
@Injectable()
export class StockRebuild {
  constructor(
    private readonly record: StockLevelRepository,
    private readonly kpis: InventoryKpisRepository,
    private readonly publisher: FiguresPublisher,
  ) {}

  async run(
    tx: Transaction,
    organizationId: string,
  ): Promise<{ readonly rebuilt: Rebuilt; readonly events: readonly DomainEvent[] }> {
    let rebuilt: Rebuilt = { read: 0, corrected: 0 };
    const events = await this.publisher.changeInventory(tx, organizationId, async () => {
      rebuilt = await this.correct(tx, organizationId);
      return rebuilt.corrected > 0;
    });
    return { rebuilt, events };
  }

  private async correct(tx: Transaction, organizationId: string): Promise<Rebuilt> {
    const levels = await this.record.list(tx, organizationId);
    // No fact tells of a level that nothing has changed yet.
    const recorded = levels.filter(({ version }) => version > 0).map(projectionOf);
    const known = new Map((await this.kpis.levels(tx, organizationId)).map((level) => [keyOf(level), level]));
    let corrected = 0;
    for (const level of recorded) {
      if (!isDeepStrictEqual(known.get(keyOf(level)), level)) {
        await this.kpis.putLevel(tx, organizationId, level);
        corrected += 1;
      }
      known.delete(keyOf(level));
    }
    for (const unrecorded of known.values()) {
      await this.kpis.removeLevel(tx, organizationId, unrecorded);
      corrected += 1;
    }
    return { read: recorded.length, corrected };
  }
}

function keyOf({ warehouseId, productId }: { readonly warehouseId: string; readonly productId: string }) {
  return `${warehouseId}/${productId}`;
}
