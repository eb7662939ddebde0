import { Injectable } from '@nestjs/common';
import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { violatedUnique } from '../../platform/database/violated-unique.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { Customer } from './customer.js';
import type { AccountEntry } from './customer-account.js';
import { accountEntries, customers } from './customers.schema.js';

@Injectable()
export class CustomerRepository {
  async insert(tx: Transaction, organizationId: string, customer: Customer): Promise<void> {
    await unlessUserTaken(tx.insert(customers).values({ organizationId, ...customer }));
  }

  async get(tx: Transaction, organizationId: string, customerId: string): Promise<Customer> {
    const [row] = await tx.select().from(customers).where(byId(organizationId, customerId));
    return found(row, customerId);
  }

  /** Whoever signs in with the account, if they are a customer. */
  async ofUser(tx: Transaction, organizationId: string, userId: string): Promise<Customer | undefined> {
    const [row] = await tx
      .select()
      .from(customers)
      .where(and(eq(customers.organizationId, organizationId), eq(customers.userId, userId)));
    return row;
  }

  /** The customer as it is once everyone before has committed; it stays as it is until this transaction ends. */
  async lock(tx: Transaction, organizationId: string, customerId: string): Promise<Customer> {
    const [row] = await tx.select().from(customers).where(byId(organizationId, customerId)).for('update');
    return found(row, customerId);
  }

  /** Stores a customer that this transaction has locked. */
  async save(tx: Transaction, organizationId: string, customer: Customer): Promise<void> {
    const { name, email, phone, userId, creditLimit, balance, version, updatedAt } = customer;
    await unlessUserTaken(
      tx
        .update(customers)
        .set({ name, email, phone, userId, creditLimit, balance, version, updatedAt })
        .where(byId(organizationId, customer.customerId)),
    );
  }

  async addEntry(
    tx: Transaction,
    organizationId: string,
    customerId: string,
    entry: AccountEntry,
  ): Promise<void> {
    await tx.insert(accountEntries).values({ organizationId, customerId, ...entry });
  }
}

function byId(organizationId: string, customerId: string) {
  return and(eq(customers.organizationId, organizationId), eq(customers.customerId, customerId));
}

function found(customer: Customer | undefined, customerId: string): Customer {
  if (!customer) throw new RuleViolated('customers.customer-not-found', { customerId });
  return customer;
}

async function unlessUserTaken(write: PromiseLike<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (violatedUnique(error) === 'customers_user') throw new RuleViolated('customers.user-taken');
    throw error;
  }
}
