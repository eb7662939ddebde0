import type { CountSessionPayload } from '@business-control/realtime-contracts';
import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Person } from '../../platform/commands/person.js';
import { moment, organizationId } from '../../platform/database/columns.js';
import { products, warehouses } from './inventory.schema.js';

/**
 * One of a warehouse runs at a time: of two sessions that both count a product, each would find the same difference and put it
 * right once more. As many people as like share the one that runs.
 */
export const countSessions = pgTable(
  'inventory_count_sessions',
  {
    organizationId: organizationId(),
    countSessionId: uuid().notNull(),
    warehouseId: uuid().notNull(),
    name: text().notNull(),
    status: text().$type<CountSessionPayload['status']>().notNull(),
    version: integer().notNull(),
    /** The adjustment that its differences became. */
    movementId: uuid(),
    openedBy: jsonb().$type<Person>().notNull(),
    openedAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.countSessionId] }),
    foreignKey({
      name: 'inventory_count_sessions_warehouse',
      columns: [table.organizationId, table.warehouseId],
      foreignColumns: [warehouses.organizationId, warehouses.warehouseId],
    }),
    uniqueIndex('inventory_count_sessions_running')
      .on(table.organizationId, table.warehouseId)
      .where(sql`${table.status} in ('open', 'counting', 'closed')`),
    index('inventory_count_sessions_opened_at').on(
      table.organizationId,
      table.openedAt,
      table.countSessionId,
    ),
  ],
);

/** The last count of each product in a session. */
export const counts = pgTable(
  'inventory_counts',
  {
    organizationId: organizationId(),
    countSessionId: uuid().notNull(),
    productId: uuid().notNull(),
    sku: text().notNull(),
    name: text().notNull(),
    expected: integer().notNull(),
    counted: integer().notNull(),
    countedBy: jsonb().$type<Person>().notNull(),
    countedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.countSessionId, table.productId] }),
    foreignKey({
      name: 'inventory_counts_session',
      columns: [table.organizationId, table.countSessionId],
      foreignColumns: [countSessions.organizationId, countSessions.countSessionId],
    }),
    foreignKey({
      name: 'inventory_counts_product',
      columns: [table.organizationId, table.productId],
      foreignColumns: [products.organizationId, products.productId],
    }),
    check('inventory_counts_counted', sql`${table.counted} >= 0`),
  ],
);
