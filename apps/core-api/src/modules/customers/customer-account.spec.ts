import type { CustomerCreditPayload } from '@business-control/realtime-contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { Customer } from './customer.js';
import {
  type AccountEntry,
  availableCredit,
  charge,
  MAX_AMOUNT,
  openAccount,
  recordPayment,
  setCreditLimit,
} from './customer-account.js';

const NOON = new Date('2026-03-02T12:00:00.000Z');
const LATER = new Date('2026-03-02T13:00:00.000Z');
const by = { userId: 'm', displayName: 'The manager' };
const violated = (code: string) => expect.objectContaining({ code });
const booking = (amount: number, reference: string | null = null) => ({ amount, reference, by });

function aCustomer(given: Partial<Customer> = {}): Customer {
  const details = { name: 'Corner office', email: null, phone: null, userId: null };
  const { customer } = openAccount({ ...details, customerId: 'c', currency: 'EUR', creditLimit: 0 }, NOON);
  return { ...customer, ...given };
}

describe('openAccount', () => {
  const details = { name: 'Corner office', email: 'office@example.test', phone: null, userId: 'u' };

  it('starts with nothing owed, and tells of a limit', () => {
    const given = { ...details, customerId: 'c', currency: 'EUR', creditLimit: 5_000 };
    const { customer, events } = openAccount(given, NOON);
    expect(customer).toEqual({ ...given, balance: 0, version: 1, createdAt: NOON, updatedAt: NOON });
    expect(events.map(({ payload }) => payload)).toEqual([
      expect.objectContaining({
        available: 5_000,
        change: { kind: 'limit', amount: 5_000, reference: null },
        changedAt: NOON.toISOString(),
      }),
    ]);
  });

  it('tells nobody of a customer who may buy nothing on account', () => {
    const given = { ...details, customerId: 'c', currency: 'EUR', creditLimit: 0 };
    expect(openAccount(given, NOON).events).toEqual([]);
  });
});

describe('charge', () => {
  it('adds to what is owed, up to the limit', () => {
    const customer = aCustomer({ creditLimit: 1_000, balance: 400, version: 3 });
    const { customer: next, entry, events } = charge(customer, booking(600, 'order 7'), LATER);
    expect(next).toEqual({ ...customer, balance: 1_000, version: 4, updatedAt: LATER });
    expect(entry).toEqual({
      version: 4,
      kind: 'charge',
      amount: 600,
      balance: 1_000,
      reference: 'order 7',
      enteredBy: by,
      enteredAt: LATER,
    });
    expect(events).toEqual([
      {
        name: 'customer:credit:changed',
        payload: {
          customerId: 'c',
          name: 'Corner office',
          currency: 'EUR',
          creditLimit: 1_000,
          balance: 1_000,
          available: 0,
          version: 4,
          change: { kind: 'charge', amount: 600, reference: 'order 7' },
          changedAt: LATER.toISOString(),
        } satisfies CustomerCreditPayload,
      },
    ]);
  });

  it('refuses one unit more, and says how much is left', () => {
    const customer = aCustomer({ creditLimit: 1_000, balance: 400 });
    expect(() => charge(customer, booking(601), LATER)).toThrow(
      expect.objectContaining({
        code: 'customers.credit-exceeded',
        facts: { available: 600, amount: 601 },
      }),
    );
  });

  it('spends what was paid in advance, without any limit', () => {
    const customer = aCustomer({ balance: -300 });
    expect(charge(customer, booking(300), LATER).customer.balance).toBe(0);
    expect(() => charge(customer, booking(301), LATER)).toThrow(violated('customers.credit-exceeded'));
  });
});

describe('recordPayment', () => {
  it('takes off what is owed; more than that is an advance', () => {
    const customer = aCustomer({ creditLimit: 1_000, balance: 400 });
    const { customer: next, events } = recordPayment(customer, booking(1_000, 'transfer'), LATER);
    expect(next.balance).toBe(-600);
    expect(events[0]?.payload).toMatchObject({
      balance: -600,
      available: 1_600,
      change: { kind: 'payment', amount: 1_000, reference: 'transfer' },
    });
  });

  it('refuses an advance that must be a mistake', () => {
    const customer = aCustomer({ balance: 1 });
    const { customer: next } = recordPayment(customer, booking(MAX_AMOUNT), LATER);
    expect(recordPayment(next, booking(1), LATER).customer.balance).toBe(-MAX_AMOUNT);
    expect(() => recordPayment(next, booking(2), LATER)).toThrow(violated('customers.advance-too-large'));
  });
});

describe('setCreditLimit', () => {
  it('below what is owed refuses charges until enough is paid', () => {
    const customer = aCustomer({ creditLimit: 1_000, balance: 400 });
    const { customer: next, events } = setCreditLimit(customer, 300, LATER);
    expect(next).toMatchObject({ creditLimit: 300, balance: 400, version: 2 });
    expect(events[0]?.payload).toMatchObject({
      available: 0,
      change: { kind: 'limit', amount: 300, reference: null },
    });
    expect(() => charge(next, booking(1), LATER)).toThrow(violated('customers.credit-exceeded'));
    const paid = recordPayment(next, booking(200), LATER).customer;
    expect(charge(paid, booking(100), LATER).customer.balance).toBe(300);
  });

  it('to what it is already changes nothing', () => {
    const customer = aCustomer({ creditLimit: 1_000 });
    expect(setCreditLimit(customer, 1_000, LATER)).toEqual({ customer, events: [] });
  });
});

describe('whatever happens on an account', () => {
  const amount = fc.integer({ min: 1, max: 2_000 });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('charge' as const), amount }),
    fc.record({ kind: fc.constant('payment' as const), amount }),
    fc.record({ kind: fc.constant('limit' as const), amount: fc.integer({ min: 0, max: 5_000 }) }),
  );

  it('the balance is the sum of its entries, and no charge brings it above the limit', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let customer = aCustomer();
        const entries: AccountEntry[] = [];
        for (const { kind, amount } of steps) {
          const before = customer;
          if (kind === 'limit') {
            customer = setCreditLimit(customer, amount, LATER).customer;
            expect(customer.balance).toBe(before.balance);
            continue;
          }
          try {
            const decide = kind === 'charge' ? charge : recordPayment;
            const booked = decide(customer, booking(amount), LATER);
            customer = booked.customer;
            entries.push(booked.entry);
            if (kind === 'charge') expect(customer.balance).toBeLessThanOrEqual(customer.creditLimit);
          } catch (error) {
            // Only a charge is ever refused here, and only one that the account cannot bear.
            expect(error).toBeInstanceOf(RuleViolated);
            expect([kind, amount > availableCredit(before)]).toEqual(['charge', true]);
          }
        }
        const signed = entries.map((entry) => (entry.kind === 'charge' ? entry.amount : -entry.amount));
        expect(customer.balance).toBe(signed.reduce((sum, moved) => sum + moved, 0));
        expect(entries.map(({ balance }) => balance)).toEqual(
          signed.map((_, index) => signed.slice(0, index + 1).reduce((sum, moved) => sum + moved, 0)),
        );
        const versions = entries.map(({ version }) => version);
        expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b));
      }),
    );
  });
});
