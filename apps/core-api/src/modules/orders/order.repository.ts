import type { OrderStatus, OrderStatusChangedPayload } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { Order, OrderChannel } from './order.js';
import { orderChanges, orderNumbers, orders } from './orders.schema.js';

interface OrderFilter {
  readonly status?: OrderStatus | undefined;
  readonly channel?: OrderChannel | undefined;
  readonly customerId?: string | undefined;
  readonly customerUserId?: string | undefined;
  /** Only orders with a lower number. */
  readonly before?: number | undefined;
  readonly limit: number;
}

@Injectable()
export class OrderRepository {
  /** The next number of the organization; nobody else gets one until this transaction ends. */
  async nextNumber(tx: Transaction, organizationId: string): Promise<number> {
    const [row] = await tx
      .insert(orderNumbers)
      .values({ organizationId, last: 1 })
      .onConflictDoUpdate({
        target: orderNumbers.organizationId,
        set: { last: sql`${orderNumbers.last} + 1` },
      })
      .returning();
    if (!row) throw new Error('the number of the order was not returned');
    return row.last;
  }

  async insert(tx: Transaction, organizationId: string, order: Order): Promise<void> {
    const { customer, ...columns } = order;
    const { customerId, userId, name } = customer;
    await tx
      .insert(orders)
      .values({ organizationId, ...columns, customerId, customerUserId: userId, customerName: name });
  }

  async get(tx: Transaction, organizationId: string, orderId: string): Promise<Order> {
    const [row] = await tx.select().from(orders).where(byId(organizationId, orderId));
    return found(row, orderId);
  }

  /** The order as it is once everyone before has committed; it stays as it is until this transaction ends. */
  async lock(tx: Transaction, organizationId: string, orderId: string): Promise<Order> {
    const [row] = await tx.select().from(orders).where(byId(organizationId, orderId)).for('update');
    return found(row, orderId);
  }

  /** Stores an order that this transaction has locked. */
  async save(tx: Transaction, organizationId: string, order: Order): Promise<void> {
    const { status, version, payment, saleId, updatedAt } = order;
    await tx
      .update(orders)
      .set({ status, version, payment, saleId, updatedAt })
      .where(byId(organizationId, order.orderId));
  }

  /** Remembers how an order came to its status. */
  async recordChange(
    tx: Transaction,
    organizationId: string,
    { order, from, to, reason, changedBy }: OrderStatusChangedPayload,
  ): Promise<void> {
    const { orderId, version, updatedAt } = order;
    const changedAt = new Date(updatedAt);
    await tx
      .insert(orderChanges)
      .values({ organizationId, orderId, version, from, to, reason, changedBy, changedAt });
  }

  /** Newest first. */
  async list(tx: Transaction, organizationId: string, filter: OrderFilter): Promise<Order[]> {
    const { status, channel, customerId, customerUserId, before, limit } = filter;
    const rows = await tx
      .select()
      .from(orders)
      .where(
        and(
          eq(orders.organizationId, organizationId),
          status && eq(orders.status, status),
          channel && eq(orders.channel, channel),
          customerId ? eq(orders.customerId, customerId) : undefined,
          customerUserId ? eq(orders.customerUserId, customerUserId) : undefined,
          before ? lt(orders.number, before) : undefined,
        ),
      )
      .orderBy(desc(orders.number))
      .limit(limit);
    return rows.map(orderOf);
  }
}

function byId(organizationId: string, orderId: string) {
  return and(eq(orders.organizationId, organizationId), eq(orders.orderId, orderId));
}

function orderOf(row: typeof orders.$inferSelect): Order {
  const { organizationId: _, customerId, customerUserId: userId, customerName: name, ...order } = row;
  return { ...order, customer: { customerId, userId, name } };
}

function found(row: typeof orders.$inferSelect | undefined, orderId: string): Order {
  if (!row) throw new RuleViolated('orders.order-not-found', { orderId });
  return orderOf(row);
}
