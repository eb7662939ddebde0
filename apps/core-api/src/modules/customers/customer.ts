import type { DomainEvent } from '@business-control/realtime-contracts';

/** Who a customer is, and how to reach them. */
export interface CustomerDetails {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  /** The account that the customer signs in with. */
  readonly userId: string | null;
}

/** A customer with the account on which they may buy. */
export interface Customer extends CustomerDetails {
  readonly customerId: string;
  /** ISO 4217; that of every amount of the account. */
  readonly currency: string;
  /** Minor units the customer may owe. */
  readonly creditLimit: number;
  /** Minor units the customer owes; below zero when paid in advance. */
  readonly balance: number;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a decision about a customer comes to. */
export interface CustomerDecision {
  readonly customer: Customer;
  readonly events: readonly DomainEvent[];
}

/** The customer after a change: the next version. */
export function changed(customer: Customer, change: Partial<Customer>, now: Date): Customer {
  return { ...customer, ...change, version: customer.version + 1, updatedAt: now };
}
