/** A customer as `GET /customers` answers it, as far as taking an order needs it. */
export interface KnownCustomer {
  readonly customerId: string;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/**
 * Customers by what to call them in a list of suggestions. Each is called otherwise: an order that is put on the account of a namesake
 * would be worse than no suggestion.
 */
export function callerOptions(customers: readonly KnownCustomer[]): ReadonlyMap<string, KnownCustomer> {
  const options = new Map<string, KnownCustomer>();
  for (const customer of customers) {
    const { name, email, phone, customerId } = customer;
    const shared = customers.some((other) => other !== customer && other.name === name);
    options.set(shared ? `${name} (${email ?? phone ?? customerId.slice(-6)})` : name, customer);
  }
  return options;
}
