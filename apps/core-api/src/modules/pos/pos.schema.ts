import type { CartPayload, SalePayload } from '@business-control/realtime-contracts';
import { sql } from 'drizzle-orm';
import {
  char,
  date,
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
import type { CartLine, Discount, Payment } from './cart.js';

export const workstations = pgTable(
  'pos_workstations',
  {
    organizationId: organizationId(),
    posId: uuid().notNull(),
    name: text().notNull(),
    /** Where the goods that it sells are taken from. */
    warehouseId: uuid().notNull(),
    /** Counted up in the transaction of a sale: a rollback gives the number back, so receipts have no holes. */
    lastReceiptNumber: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.posId] }),
    unique('pos_workstations_name').on(table.organizationId, table.name),
  ],
);

/** One row is one cart with everything in it: read and written whole, so no reader sees half of a change. */
export const carts = pgTable(
  'pos_carts',
  {
    organizationId: organizationId(),
    cartId: uuid().notNull(),
    posId: uuid().notNull(),
    status: text().$type<CartPayload['status']>().notNull(),
    version: integer().notNull(),
    currency: char({ length: 3 }).notNull(),
    lines: jsonb().$type<readonly CartLine[]>().notNull(),
    discounts: jsonb().$type<readonly Discount[]>().notNull(),
    payments: jsonb().$type<readonly Payment[]>().notNull(),
    openedBy: jsonb().$type<Person>().notNull(),
    openedAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.cartId] }),
    foreignKey({
      name: 'pos_carts_workstation',
      columns: [table.organizationId, table.posId],
      foreignColumns: [workstations.organizationId, workstations.posId],
    }),
    index('pos_carts_open').on(table.organizationId, table.posId).where(sql`${table.status} = 'open'`),
    index('pos_carts_opened_at').on(table.organizationId, table.openedAt, table.cartId),
  ],
);

export const sales = pgTable(
  'pos_sales',
  {
    organizationId: organizationId(),
    saleId: uuid().notNull(),
    /** The till and the cart, or else the order that it was. */
    posId: uuid(),
    cartId: uuid(),
    orderId: uuid(),
    receiptNumber: integer().notNull(),
    completedAt: moment().notNull(),
    /** The receipt as it was issued; it never changes, whatever becomes of products and prices. */
    receipt: jsonb().$type<SalePayload>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.saleId] }),
    foreignKey({
      name: 'pos_sales_cart',
      columns: [table.organizationId, table.cartId],
      foreignColumns: [carts.organizationId, carts.cartId],
    }),
    unique('pos_sales_one_per_cart').on(table.organizationId, table.cartId),
    unique('pos_sales_one_per_order').on(table.organizationId, table.orderId),
    unique('pos_sales_receipt_number').on(table.organizationId, table.posId, table.receiptNumber),
    index('pos_sales_completed_at').on(table.organizationId, table.completedAt, table.saleId),
  ],
);

export const dailyTotals = pgTable(
  'pos_daily_totals',
  {
    organizationId: organizationId(),
    posId: uuid().notNull(),
    date: date({ mode: 'string' }).notNull(),
    currency: char({ length: 3 }).notNull(),
    salesCount: integer().notNull(),
    total: minorUnits(),
    tax: minorUnits(),
    discount: minorUnits(),
    cash: minorUnits(),
    card: minorUnits(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.date, table.posId] })],
);
