/** The roles that core-api knows, as people call them. */
const names = {
  admin: 'Administrator',
  manager: 'Manager',
  cashier: 'Cashier',
  warehouse: 'Warehouse',
  'sales-agent': 'Sales agent',
  support: 'Support',
  customer: 'Customer',
} as const;

/** For fields in which roles are chosen. */
export const roleOptions = Object.entries(names).map(([value, label]) => ({ value, label }));

const known: ReadonlyMap<string, string> = new Map(Object.entries(names));

/** A role that this page does not know yet is shown as it is. */
export function roleName(role: string): string {
  return known.get(role) ?? role;
}
