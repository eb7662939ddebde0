import { v7 as uuidv7 } from 'uuid';
import type { Person } from '../../platform/commands/person.js';
import type { Transaction } from '../../platform/database/database.js';
import { CustomerRepository } from '../customers/customer.repository.js';
import { charge, openAccount, recordPayment } from '../customers/customer-account.js';

/** Name, credit limit, and what was charged (above zero) and paid (below) so far: hours ago, minor units, reference. */
type DemoCustomer = readonly [
  name: string,
  creditLimit: number,
  entries: readonly (readonly [hoursAgo: number, amount: number, reference: string])[],
];

const demoCustomers: readonly DemoCustomer[] = [
  [
    'Bakery next door',
    25_000,
    [
      [190, 8_400, 'Week 1'],
      [120, -8_400, 'Transfer'],
      [22, 6_150, 'Week 2'],
    ],
  ],
  [
    'Corner office',
    50_000,
    [
      [72, 18_250, 'Team lunch'],
      [26, 12_900, 'Meeting room'],
    ],
  ],
  [
    'Hotel at the station',
    100_000,
    [
      [96, 64_500, 'Breakfast'],
      [30, 31_800, 'Breakfast'],
    ],
  ],
  ['Neighbour upstairs', 0, []],
  [
    'School canteen',
    30_000,
    [
      [50, -15_000, 'Paid in advance'],
      [20, 9_600, 'Monday'],
    ],
  ],
];

interface DemoBooks {
  readonly organizationId: string;
  readonly currency: string;
  /** Who entered it all. */
  readonly by: Person;
  readonly now: Date;
}

/** Customers by kind, with accounts that have a past: one almost at its limit, one paid in advance, one that may buy nothing. */
export async function seedDemoCustomers(
  tx: Transaction,
  { organizationId, currency, by, now }: DemoBooks,
): Promise<void> {
  const customers = new CustomerRepository();
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  for (const [name, creditLimit, bookings] of demoCustomers) {
    const details = { name, email: null, phone: null, userId: null };
    const customerId = uuidv7({ msecs: now.getTime() });
    let { customer } = openAccount({ ...details, customerId, currency, creditLimit }, ago(240));
    const entries = bookings.map(([hoursAgo, amount, reference]) => {
      const decide = amount > 0 ? charge : recordPayment;
      const booked = decide(customer, { amount: Math.abs(amount), reference, by }, ago(hoursAgo));
      customer = booked.customer;
      return booked.entry;
    });
    await customers.insert(tx, organizationId, customer);
    for (const entry of entries) await customers.addEntry(tx, organizationId, customerId, entry);
  }
}
