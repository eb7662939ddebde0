import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { Reactions } from '../../../platform/work-queue/reactions.js';
import { issueOf } from '../sold-goods.js';
import { StockLedger } from '../stock-ledger.js';

/** When a sale is completed, its goods leave the warehouse: what was set aside becomes an issue. */
@Injectable()
export class DeductStockOnSaleCompleted implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly ledger: StockLedger,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.reactions.on(
      'pos:sale:completed',
      'inventory.deduct-stock-on-sale-completed',
      async (tx, { organizationId, payload: sale }) => {
        const order = { plan: issueOf(sale), by: sale.soldBy, now: this.clock.now() };
        return (await this.ledger.deduct(tx, organizationId, order)).events;
      },
    );
  }
}
