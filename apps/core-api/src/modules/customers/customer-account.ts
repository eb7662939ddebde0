import { type CustomerCreditPayload, type DomainEvent, event } from '@business-control/realtime-contracts';
import type { Person } from '../../platform/commands/person.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { type Customer, type CustomerDecision, type CustomerDetails, changed } from './customer.js';

/** Minor units that one entry, a credit limit or an advance can reach: a finger that slips on a key is caught. */
export const MAX_AMOUNT = 1_000_000_000;

export type EntryKind = 'charge' | 'payment';

/** Something charged or paid; an entry is never changed, a mistake is put right by another one. */
export interface AccountEntry {
  /** Of the customer after the entry. */
  readonly version: number;
  readonly kind: EntryKind;
  readonly amount: number;
  /** After the entry. */
  readonly balance: number;
  readonly reference: string | null;
  readonly enteredBy: Person;
  readonly enteredAt: Date;
}

/** What is to be charged or paid. */
export interface Booking {
  /** Minor units, above zero. */
  readonly amount: number;
  /** What it is for: a number on paper, an order. */
  readonly reference: string | null;
  readonly by: Person;
}

export interface Booked extends CustomerDecision {
  readonly entry: AccountEntry;
}

/** Minor units the customer can still charge: what is paid in advance and the credit limit, less what is owed. */
export function availableCredit({ creditLimit, balance }: Pick<Customer, 'creditLimit' | 'balance'>): number {
  return Math.max(0, creditLimit - balance);
}

/** A customer whose account is empty. */
export function openAccount(
  { creditLimit, ...given }: CustomerDetails & Pick<Customer, 'customerId' | 'currency' | 'creditLimit'>,
  now: Date,
): CustomerDecision {
  const customer: Customer = {
    ...given,
    creditLimit,
    balance: 0,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  return { customer, events: creditLimit > 0 ? [limitChanged(customer)] : [] };
}

/** Buys on account. Throws `customers.credit-exceeded` when the customer would owe more than the limit. */
export function charge(customer: Customer, booking: Booking, now: Date): Booked {
  const { amount } = booking;
  const available = availableCredit(customer);
  if (amount > available) throw new RuleViolated('customers.credit-exceeded', { available, amount });
  return book(customer, 'charge', booking, customer.balance + amount, now);
}

/** Pays what is owed; what is paid beyond it is an advance. */
export function recordPayment(customer: Customer, booking: Booking, now: Date): Booked {
  const balance = customer.balance - booking.amount;
  if (-balance > MAX_AMOUNT) {
    throw new RuleViolated('customers.advance-too-large', { amount: booking.amount, most: MAX_AMOUNT });
  }
  return book(customer, 'payment', booking, balance, now);
}

/** A limit below what is owed takes nothing back: it refuses charges until enough is paid. */
export function setCreditLimit(customer: Customer, creditLimit: number, now: Date): CustomerDecision {
  if (creditLimit === customer.creditLimit) return { customer, events: [] };
  const next = changed(customer, { creditLimit }, now);
  return { customer: next, events: [limitChanged(next)] };
}

function book(
  customer: Customer,
  kind: EntryKind,
  { amount, reference, by }: Booking,
  balance: number,
  now: Date,
): Booked {
  const next = changed(customer, { balance }, now);
  const entry = { version: next.version, kind, amount, balance, reference, enteredBy: by, enteredAt: now };
  return { customer: next, entry, events: [creditChanged(next, { kind, amount, reference })] };
}

function limitChanged(customer: Customer): DomainEvent {
  return creditChanged(customer, { kind: 'limit', amount: customer.creditLimit, reference: null });
}

function creditChanged(customer: Customer, change: CustomerCreditPayload['change']): DomainEvent {
  const { customerId, name, currency, creditLimit, balance, version, updatedAt } = customer;
  return event('customer:credit:changed', {
    customerId,
    name,
    currency,
    creditLimit,
    balance,
    available: availableCredit(customer),
    version,
    change,
    changedAt: updatedAt.toISOString(),
  });
}
