import type { OrderStatus } from '@business-control/realtime-contracts';
import { sql } from 'drizzle-orm';
import {
  char,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Person } from '../../platform/commands/person.js';
import { minorUnits, moment, organizationId } from '../../platform/database/columns.js';
import type { OrderChannel, OrderLine, OrderPayment } from './order.js';

export const orderNumbers = pgTable('order_numbers', {
  organizationId: text().primaryKey(),
  /** Counted up in the transaction that places an order: a rollback gives the number back, so numbers have no holes. */
  last: integer().notNull(),
});

export const orders = pgTable(
  'orders',
  {
    organizationId: organizationId(),
    orderId: uuid().notNull(),
    number: integer().notNull(),
    channel: text().$type<OrderChannel>().notNull(),
    status: text().$type<OrderStatus>().notNull(),
    version: integer().notNull(),
    branchId: text(),
    warehouseId: uuid().notNull(),
    customerId: uuid(),
    customerUserId: text(),
    customerName: text().notNull(),
    currency: char({ length: 3 }).notNull(),
    /** As priced when the order was placed; they never change, whatever becomes of products and prices. */
    lines: jsonb().$type<OrderLine[]>().notNull(),
    total: minorUnits(),
    tax: minorUnits(),
    /** The last payment that was reported. */
    payment: jsonb().$type<OrderPayment>(),
    saleId: uuid(),
    note: text(),
    createdBy: jsonb().$type<Person>().notNull(),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.orderId] }),
    unique('orders_number').on(table.organizationId, table.number),
    index('orders_status').on(table.organizationId, table.status, table.number),
    index('orders_customer').on(table.organizationId, table.customerId, table.number),
    index('orders_customer_user').on(table.organizationId, table.customerUserId, table.number),
  ],
);

/** Every payment that was reported, the declined ones included. */
export const orderPayments = pgTable(
  'order_payments',
  {
    organizationId: organizationId(),
    paymentId: uuid().notNull(),
    orderId: uuid().notNull(),
    /** What the provider of the payment calls it. */
    externalId: text(),
    method: text().$type<OrderPayment['method']>().notNull(),
    status: text().$type<OrderPayment['status']>().notNull(),
    amount: minorUnits(),
    reportedBy: jsonb().$type<Person>().notNull(),
    reportedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.paymentId] }),
    unique('order_payments_external_id').on(table.organizationId, table.externalId),
    foreignKey({
      name: 'order_payments_order',
      columns: [table.organizationId, table.orderId],
      foreignColumns: [orders.organizationId, orders.orderId],
    }),
  ],
);

/** How an order came to its status. */
export const orderChanges = pgTable(
  'order_changes',
  {
    organizationId: organizationId(),
    orderId: uuid().notNull(),
    /** The version of the order that the change made. */
    version: integer().notNull(),
    from: text().$type<OrderStatus>().notNull(),
    to: text().$type<OrderStatus>().notNull(),
    reason: text(),
    changedBy: jsonb().$type<Person>().notNull(),
    changedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.orderId, table.version] }),
    index('order_changes_refunds')
      .on(table.organizationId, table.changedAt, table.orderId)
      .where(sql`${table.to} = 'refunded'`),
    foreignKey({
      name: 'order_changes_order',
      columns: [table.organizationId, table.orderId],
      foreignColumns: [orders.organizationId, orders.orderId],
    }),
  ],
);
