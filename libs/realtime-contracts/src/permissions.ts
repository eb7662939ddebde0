/**
 * Every permission a principal can hold, with what it opens. Tokens carry these names in their
 * `permissions` claim; anything else in the claim is ignored.
 */
export const permissions = {
  'alerts.read': 'See what rules find: low stock, expiry, cash limits, failed tasks',
  'audit.read': 'See who signed in and connected, and how much was sent',
  'branches.read': 'See the branches of the organization',
  'branches.manage': 'Add and rename branches',
  'chat.direct': 'Write to other people of the organization, and be written to',
  'chat.help': 'Take part in a help conversation of which one is part',
  'chat.help.answer': 'See, take and answer the help conversations of the organization',
  'chat.staff': 'Take part in the channels of staff',
  'chat.staff.manage': 'Create channels of staff and change their members',
  'customers.read': 'See customers and what they owe',
  'customers.manage': 'Keep customers, their credit limits, charges and payments',
  'dashboards.read': 'See the figures of sales and stock',
  'dashboards.rebuild': 'Have figures worked out again from the record',
  'identity.read': 'See the people of the organization and their sessions',
  'identity.manage': 'Add and disable people, end their sessions and change their roles',
  'inventory.read': 'See warehouses, stock, movements and counts',
  'inventory.manage': 'Keep products and warehouses, move stock and apply counts',
  'inventory.count': 'Count stock',
  'inventory.price-list': 'Be told what is sold, and at what price',
  'notifications.read': 'Be notified',
  'orders.own': 'Be told of the orders one has placed',
  'orders.read': 'See the orders of the organization',
  'orders.manage': 'Take orders, confirm their payment and bring them to their end',
  'pos.read': 'See tills, products, carts and sales',
  'pos.manage': 'Set up tills',
  'pos.sell': 'Ring up, discount, take payment for, confirm and cancel carts',
  'pos.totals.read': 'See the daily totals of tills and of the organization',
  'presence.read': 'See who of the organization is connected',
  'simulator.run': 'Let a simulator ring up sales and move stock, where it is switched on',
} as const satisfies Record<string, string>;

/** The name of a permission, `<module>.<right>`. */
export type Permission = keyof typeof permissions;

/** Narrows a string from outside (a token claim) to a {@link Permission}. */
export function isPermission(value: string): value is Permission {
  return Object.hasOwn(permissions, value);
}
