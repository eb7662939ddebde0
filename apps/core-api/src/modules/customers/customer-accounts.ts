import type { DomainEvent } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/database.js';
import type { Customer } from './customer.js';
import { CustomerRepository } from './customer.repository.js';
import { type Booked, type Booking, charge, recordPayment } from './customer-account.js';

interface AccountBooking extends Booking {
  readonly customerId: string;
  readonly now: Date;
}

/**
 * Charges and payments on account, in the transaction of whatever causes them. The customer is locked before it is decided, so that
 * however many charges come at once, together they stay within the limit; lock the customer after an order and before stock.
 */
@Injectable()
export class CustomerAccounts {
  constructor(private readonly customers: CustomerRepository) {}

  get(tx: Transaction, organizationId: string, customerId: string): Promise<Customer> {
    return this.customers.get(tx, organizationId, customerId);
  }

  /** Whoever signs in with the account, if they are a customer. */
  ofUser(tx: Transaction, organizationId: string, userId: string): Promise<Customer | undefined> {
    return this.customers.ofUser(tx, organizationId, userId);
  }

  /** Throws `customers.credit-exceeded`. Answers the events this causes. */
  charge(tx: Transaction, organizationId: string, booking: AccountBooking): Promise<readonly DomainEvent[]> {
    return this.book(tx, organizationId, booking, charge);
  }

  /** Also takes back a charge, as of a refunded order. Answers the events this causes. */
  pay(tx: Transaction, organizationId: string, booking: AccountBooking): Promise<readonly DomainEvent[]> {
    return this.book(tx, organizationId, booking, recordPayment);
  }

  private async book(
    tx: Transaction,
    organizationId: string,
    { customerId, now, ...booking }: AccountBooking,
    decide: (customer: Customer, booking: Booking, now: Date) => Booked,
  ): Promise<readonly DomainEvent[]> {
    const locked = await this.customers.lock(tx, organizationId, customerId);
    const { customer, entry, events } = decide(locked, booking, now);
    await this.customers.save(tx, organizationId, customer);
    await this.customers.addEntry(tx, organizationId, customerId, entry);
    return events;
  }
}
