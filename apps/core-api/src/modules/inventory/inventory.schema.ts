import type { MovementPayload } from '@business-control/realtime-contracts';
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
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
import type { StockChange } from './stock-level.js';

export const products = pgTable(
  'inventory_products',
  {
    organizationId: organizationId(),
    productId: uuid().notNull(),
    sku: text().notNull(),
    name: text().notNull(),
    unitPrice: minorUnits(),
    taxRate: integer().notNull(),
    unitCost: minorUnits(),
    /** Units below which it should be ordered, in each warehouse. */
    minimumStock: integer().notNull(),
    /** Since when it is not sold any more. */
    archivedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.productId] }),
    unique('inventory_products_sku').on(table.organizationId, table.sku),
  ],
);

export const warehouses = pgTable(
  'inventory_warehouses',
  { organizationId: organizationId(), warehouseId: uuid().notNull(), name: text().notNull() },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.warehouseId] }),
    unique('inventory_warehouses_name').on(table.organizationId, table.name),
  ],
);

/** Comes into being with the first unit that is moved or sold. */
export const stockLevels = pgTable(
  'inventory_stock_levels',
  {
    organizationId: organizationId(),
    warehouseId: uuid().notNull(),
    productId: uuid().notNull(),
    onHand: integer().notNull().default(0),
    reserved: integer().notNull().default(0),
    /** Of a level that nothing has changed yet. */
    version: integer().notNull().default(0),
    movementId: uuid(),
    updatedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.warehouseId, table.productId] }),
    foreignKey({
      name: 'inventory_stock_levels_warehouse',
      columns: [table.organizationId, table.warehouseId],
      foreignColumns: [warehouses.organizationId, warehouses.warehouseId],
    }),
    foreignKey({
      name: 'inventory_stock_levels_product',
      columns: [table.organizationId, table.productId],
      foreignColumns: [products.organizationId, products.productId],
    }),
    index('inventory_stock_levels_of_product').on(table.organizationId, table.productId),
    check('inventory_stock_levels_reserved', sql`${table.reserved} >= 0`),
  ],
);

/** Batches with units on hand; what a level has beyond them has no batch. */
export const batches = pgTable(
  'inventory_batches',
  {
    organizationId: organizationId(),
    warehouseId: uuid().notNull(),
    productId: uuid().notNull(),
    code: text().notNull(),
    expiresOn: date({ mode: 'string' }),
    onHand: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.warehouseId, table.productId, table.code] }),
    foreignKey({
      name: 'inventory_batches_level',
      columns: [table.organizationId, table.warehouseId, table.productId],
      foreignColumns: [stockLevels.organizationId, stockLevels.warehouseId, stockLevels.productId],
    }),
    index('inventory_batches_expires_on').on(table.organizationId, table.expiresOn),
    check('inventory_batches_on_hand', sql`${table.onHand} > 0`),
  ],
);

/** One row is one movement with everything in it. */
export const movements = pgTable(
  'inventory_movements',
  {
    organizationId: organizationId(),
    movementId: uuid().notNull(),
    kind: text().$type<MovementPayload['kind']>().notNull(),
    status: text().$type<MovementPayload['status']>().notNull(),
    version: integer().notNull(),
    warehouseId: uuid().notNull(),
    toWarehouseId: uuid(),
    lines: jsonb().$type<MovementPayload['lines']>().notNull(),
    /** What it changed when it was applied, batch by batch: a reversal undoes exactly that. */
    changes: jsonb().$type<readonly StockChange[]>().notNull(),
    reason: text(),
    reference: jsonb().$type<MovementPayload['reference']>(),
    createdBy: jsonb().$type<Person>().notNull(),
    createdAt: moment().notNull(),
    appliedAt: moment(),
    reversedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.movementId] }),
    foreignKey({
      name: 'inventory_movements_warehouse',
      columns: [table.organizationId, table.warehouseId],
      foreignColumns: [warehouses.organizationId, warehouses.warehouseId],
    }),
    foreignKey({
      name: 'inventory_movements_to_warehouse',
      columns: [table.organizationId, table.toWarehouseId],
      foreignColumns: [warehouses.organizationId, warehouses.warehouseId],
    }),
    index('inventory_movements_created_at').on(table.organizationId, table.createdAt, table.movementId),
  ],
);

/** An organization without a row has the defaults. */
export const inventorySettings = pgTable('inventory_settings', {
  organizationId: organizationId().primaryKey(),
  allowNegativeStock: boolean().notNull(),
});
