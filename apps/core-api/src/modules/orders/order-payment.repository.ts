import { Injectable } from '@nestjs/common';
import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { orderPayments } from './orders.schema.js';

type Row = typeof orderPayments.$inferSelect;

@Injectable()
export class OrderPaymentRepository {
  /** The payment that its provider calls so. */
  async findExternal(tx: Transaction, organizationId: string, externalId: string): Promise<Row | undefined> {
    const [row] = await tx
      .select()
      .from(orderPayments)
      .where(and(eq(orderPayments.organizationId, organizationId), eq(orderPayments.externalId, externalId)));
    return row;
  }

  /** Whether the payment was kept: it is not when another one of the same external id came first. */
  async insert(
    tx: Transaction,
    organizationId: string,
    payment: Omit<Row, 'organizationId'>,
  ): Promise<boolean> {
    const kept = await tx
      .insert(orderPayments)
      .values({ organizationId, ...payment })
      .onConflictDoNothing()
      .returning({ paymentId: orderPayments.paymentId });
    return kept.length > 0;
  }
}
