import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Reactions } from '../../../platform/work-queue/reactions.js';
import { FiguresPublisher } from '../figures.publisher.js';
import { SalesReadModel } from '../sales.read-model.js';

/** When a sale was completed, the figures of its business day contain it, and so do the units sold in the last days. */
@Injectable()
export class AddSaleToSalesDashboardOnSaleCompleted implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly sales: SalesReadModel,
    private readonly publisher: FiguresPublisher,
  ) {}

  onModuleInit(): void {
    this.reactions.on(
      'pos:sale:completed',
      'dashboards.add-sale-to-sales-dashboard-on-sale-completed',
      (tx, { organizationId, payload: sale }) =>
        this.publisher.changeSales(tx, organizationId, () => this.sales.addSale(tx, organizationId, sale)),
    );
  }
}
