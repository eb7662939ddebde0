import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Reactions } from '../../../platform/work-queue/reactions.js';
import { StockReview } from '../stock.review.js';

/** When stock changed, people are told once that a product is out, runs low, or is there again. */
@Injectable()
export class RaiseLowStockAlertOnStockUpdated implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly stock: StockReview,
  ) {}

  onModuleInit(): void {
    this.reactions.on(
      'inventory:stock:updated',
      'alerts.raise-low-stock-alert-on-stock-updated',
      (tx, { organizationId, payload: level }) => this.stock.one(tx, organizationId, level),
    );
  }
}
