import type { Permission } from '@business-control/realtime-contracts';

/** What everybody who works in the organization may do. */
const staff = ['branches.read', 'chat.direct', 'chat.staff', 'notifications.read', 'presence.read'] as const;

/** What each role may do. Gateways go by the permissions in tokens, so a change here reaches screens with the next token. */
export const roles = {
  admin: [
    ...staff,
    'alerts.read',
    'audit.read',
    'branches.manage',
    'chat.help',
    'chat.help.answer',
    'chat.staff.manage',
    'customers.read',
    'customers.manage',
    'dashboards.read',
    'dashboards.rebuild',
    'identity.read',
    'identity.manage',
    'inventory.read',
    'inventory.manage',
    'inventory.count',
    'inventory.price-list',
    'orders.read',
    'orders.manage',
    'pos.read',
    'pos.manage',
    'pos.sell',
    'pos.totals.read',
    'simulator.run',
  ],
  manager: [
    ...staff,
    'alerts.read',
    'branches.manage',
    'chat.help',
    'chat.help.answer',
    'chat.staff.manage',
    'customers.read',
    'customers.manage',
    'dashboards.read',
    'inventory.read',
    'inventory.manage',
    'inventory.count',
    'inventory.price-list',
    'orders.read',
    'orders.manage',
    'pos.read',
    'pos.manage',
    'pos.sell',
    'pos.totals.read',
    'simulator.run',
  ],
  cashier: [...staff, 'customers.read', 'inventory.price-list', 'orders.read', 'pos.read', 'pos.sell'],
  warehouse: [
    ...staff,
    'alerts.read',
    'inventory.read',
    'inventory.manage',
    'inventory.count',
    'inventory.price-list',
    'orders.read',
    'pos.read',
  ],
  support: [...staff, 'chat.help', 'chat.help.answer'],
  'sales-agent': [
    ...staff,
    'chat.help',
    'chat.help.answer',
    'customers.read',
    'inventory.price-list',
    'orders.read',
    'orders.manage',
    'pos.read',
  ],
  /** Somebody outside of the organization who has an account. */
  customer: ['chat.help', 'inventory.price-list', 'orders.own'],
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof roles;

export const roleNames = Object.keys(roles) as [Role, ...Role[]];

/** What all of someone's roles together allow. */
export function permissionsOf(held: readonly Role[]): Permission[] {
  return [...new Set(held.flatMap((role): readonly Permission[] => roles[role]))];
}

/** The roles that allow what the permission opens. */
export function rolesHolding(permission: Permission): Role[] {
  return roleNames.filter((role) => permissionsOf([role]).includes(permission));
}
