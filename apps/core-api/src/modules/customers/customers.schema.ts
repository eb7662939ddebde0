import { sql } from 'drizzle-orm';
import {
  char,
  check,
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
import type { EntryKind } from './customer-account.js';

export const customers = pgTable(
  'customers',
  {
    organizationId: organizationId(),
    customerId: uuid().notNull(),
    name: text().notNull(),
    email: text(),
    phone: text(),
    /** The account that the customer signs in with; people of a foreign token issuer are not kept here. */
    userId: text(),
    /** That of the account, whatever becomes of the organization's. */
    currency: char({ length: 3 }).notNull(),
    creditLimit: minorUnits(),
    /** What the entries of the account add up to. */
    balance: minorUnits(),
    version: integer().notNull(),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.customerId] }),
    unique('customers_user').on(table.organizationId, table.userId),
    index('customers_name').on(table.organizationId, table.name, table.customerId),
  ],
);

/** What was charged and paid. A trigger refuses to change or delete an entry. */
export const accountEntries = pgTable(
  'customer_account_entries',
  {
    organizationId: organizationId(),
    customerId: uuid().notNull(),
    /** Of the customer after the entry: entries are in this order, whatever clocks say. */
    version: integer().notNull(),
    kind: text().$type<EntryKind>().notNull(),
    amount: minorUnits(),
    /** After the entry. */
    balance: minorUnits(),
    reference: text(),
    enteredBy: jsonb().$type<Person>().notNull(),
    enteredAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.customerId, table.version] }),
    foreignKey({
      name: 'customer_account_entries_customer',
      columns: [table.organizationId, table.customerId],
      foreignColumns: [customers.organizationId, customers.customerId],
    }),
    check('customer_account_entries_amount', sql`${table.amount} > 0`),
  ],
);
