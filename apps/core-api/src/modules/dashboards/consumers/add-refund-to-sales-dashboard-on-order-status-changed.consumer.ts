import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Reactions } from '../../../platform/work-queue/reactions.js';
import { FiguresPublisher } from '../figures.publisher.js';
import { SalesReadModel } from '../sales.read-model.js';

/** When an order was refunded, the figures of the business day of the refund say so. */
@Injectable()
export class AddRefundToSalesDashboardOnOrderStatusChanged implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly sales: SalesReadModel,
    private readonly publisher: FiguresPublisher,
  ) {}

  onModuleInit(): void {
    this.reactions.on(
      'order:status-changed',
      'dashboards.add-refund-to-sales-dashboard-on-order-status-changed',
      async (tx, { organizationId, payload: { to, order } }) =>
        to === 'refunded'
          ? this.publisher.changeRefunds(tx, organizationId, () =>
              this.sales.addRefund(tx, organizationId, order),
            )
          : [],
    );
  }
}
