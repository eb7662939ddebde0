/**
 * Every permission a principal can hold, with what it opens. Tokens carry these names in their
 * `permissions` claim; anything else in the claim is ignored.
 */
export const permissions = {
  'audit.read': 'See who signed in and connected, and how much was sent',
  'identity.read': 'See the people of the organization and their sessions',
  'identity.manage': 'Disable people, end their sessions and change their roles',
  'pos.read': 'See tills, products, carts and sales',
  'pos.sell': 'Ring up, discount, take payment for, confirm and cancel carts',
  'pos.totals.read': 'See the daily totals of tills and of the organization',
} as const satisfies Record<string, string>;

/** The name of a permission, `<module>.<right>`. */
export type Permission = keyof typeof permissions;

/** Narrows a string from outside (a token claim) to a {@link Permission}. */
export function isPermission(value: string): value is Permission {
  return Object.hasOwn(permissions, value);
}
