import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Reactions } from '../../../platform/work-queue/reactions.js';
import { FiguresPublisher } from '../figures.publisher.js';
import { projectionOf } from '../inventory-kpis.js';
import { InventoryKpisRepository } from '../inventory-kpis.repository.js';

/** When the units of a product in a warehouse changed, the key figures are made of the new level, unless a newer one is known. */
@Injectable()
export class KeepStockLevelOnStockUpdated implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly kpis: InventoryKpisRepository,
    private readonly publisher: FiguresPublisher,
  ) {}

  onModuleInit(): void {
    this.reactions.on(
      'inventory:stock:updated',
      'dashboards.keep-stock-level-on-stock-updated',
      (tx, { organizationId, payload: level }) =>
        this.publisher.changeInventory(tx, organizationId, () =>
          this.kpis.keepLevel(tx, organizationId, projectionOf(level)),
        ),
    );
  }
}
