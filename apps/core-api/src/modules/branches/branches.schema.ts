import { pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import { organizationId } from '../../platform/database/columns.js';

export const branches = pgTable(
  'branches',
  {
    organizationId: organizationId(),
    /** Orders and channels keep it as text: what they named before there was a list is an id as good as a new one. */
    branchId: text().notNull(),
    name: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.branchId] }),
    unique('branches_name').on(table.organizationId, table.name),
  ],
);
