import { sql } from 'drizzle-orm';
import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { minorUnits, moment, organizationId } from '../../platform/database/columns.js';
import type { ReadModel } from './publication.js';
import type { HourFigures, TillFigures } from './sales-figures.js';

const day = () => date({ mode: 'string' }).notNull();

/**
 * When a read model of an organization was last published, and what of it changed since. The row is also the lock of the read model:
 * whoever changes the read model locks the row first, so a rebuild and a reaction never meet.
 */
export const publications = pgTable(
  'dashboard_publications',
  {
    organizationId: organizationId(),
    readModel: text().$type<ReadModel>().notNull(),
    publishedAt: moment(),
    /** Subjects whose last figures nobody was told of, the longest waiting first. */
    dirty: text().array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.readModel] }),
    index('dashboard_publications_dirty').on(table.publishedAt).where(sql`cardinality(${table.dirty}) > 0`),
  ],
);

/** What an organization sold and refunded on a business day; hours and tills are few, so they lie in the row. */
export const salesDays = pgTable(
  'dashboard_sales_days',
  {
    organizationId: organizationId(),
    date: day(),
    salesCount: integer().notNull(),
    total: minorUnits(),
    units: integer().notNull(),
    refundsCount: integer().notNull(),
    refundsTotal: minorUnits(),
    byHour: jsonb().$type<readonly HourFigures[]>().notNull(),
    byTill: jsonb().$type<readonly TillFigures[]>().notNull(),
    version: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.date] })],
);

export const soldProducts = pgTable(
  'dashboard_sold_products',
  {
    organizationId: organizationId(),
    date: day(),
    productId: uuid().notNull(),
    /** As the latest sale of the day names it. */
    sku: text().notNull(),
    name: text().notNull(),
    quantity: integer().notNull(),
    total: minorUnits(),
    lastSoldAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.date, table.productId] }),
    index('dashboard_sold_products_best').on(
      table.organizationId,
      table.date,
      table.total.desc(),
      table.productId,
    ),
  ],
);

/**
 * Which sales and refunds the figures contain. A rebuild counts those whose fact is still on its way; the row keeps that fact from
 * counting them again.
 */
export const counted = pgTable(
  'dashboard_counted',
  {
    organizationId: organizationId(),
    date: day(),
    kind: text().$type<'sale' | 'refund'>().notNull(),
    /** Of the sale, or of the order that was refunded. */
    id: uuid().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.date, table.kind, table.id] })],
);

/** The latest level of each product in each warehouse, as far as the key figures go. */
export const stockLevels = pgTable(
  'dashboard_stock_levels',
  {
    organizationId: organizationId(),
    warehouseId: uuid().notNull(),
    productId: uuid().notNull(),
    onHand: integer().notNull(),
    available: integer().notNull(),
    minimum: integer().notNull(),
    unitCost: minorUnits(),
    /** When the batches with units on hand expire, those that never do left out. */
    expiries: date({ mode: 'string' }).array().notNull(),
    /** The product is not sold any more. */
    archived: boolean().notNull(),
    /** Of the level; an older one that arrives late changes nothing. */
    version: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.warehouseId, table.productId] })],
);

/** The version of an organization's key figures of the stock, and the days that decide them. */
export const inventoryKpis = pgTable('dashboard_inventory_kpis', {
  organizationId: text().primaryKey(),
  version: integer().notNull(),
  /** The business day on which they hold. */
  asOf: day(),
  /** Batches that expire by then are expiring. */
  expiringBy: day(),
});
