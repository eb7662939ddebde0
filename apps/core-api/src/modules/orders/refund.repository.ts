import { Injectable } from '@nestjs/common';
import { and, asc, eq, gte, lt } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { orderChanges, orders } from './orders.schema.js';

/** An order that was refunded: always as a whole, and once at most. */
export interface Refund {
  readonly orderId: string;
  /** Minor units. */
  readonly amount: number;
  readonly refundedAt: Date;
}

/** The record of refunds: what became of orders, which never changes afterwards. */
@Injectable()
export class RefundRepository {
  /** Refunds of a stretch of time, in order; without a bound, from the first or to the last. */
  async between(
    tx: Transaction,
    organizationId: string,
    { from, before }: { readonly from: Date | undefined; readonly before: Date | undefined },
  ): Promise<Refund[]> {
    return tx
      .select({ orderId: orders.orderId, amount: orders.total, refundedAt: orderChanges.changedAt })
      .from(orderChanges)
      .innerJoin(
        orders,
        and(eq(orders.organizationId, orderChanges.organizationId), eq(orders.orderId, orderChanges.orderId)),
      )
      .where(
        and(
          eq(orderChanges.organizationId, organizationId),
          eq(orderChanges.to, 'refunded'),
          from && gte(orderChanges.changedAt, from),
          before && lt(orderChanges.changedAt, before),
        ),
      )
      .orderBy(asc(orderChanges.changedAt), asc(orderChanges.orderId));
  }
}
