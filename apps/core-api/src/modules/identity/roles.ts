import type { Permission } from '@business-control/realtime-contracts';

/** What each role may do. Gateways go by the permissions in tokens, so a change here reaches screens with the next token. */
export const roles = {
  admin: ['audit.read', 'identity.read', 'identity.manage', 'pos.read', 'pos.sell', 'pos.totals.read'],
  manager: ['pos.read', 'pos.sell', 'pos.totals.read'],
  cashier: ['pos.read', 'pos.sell'],
  warehouse: ['pos.read'],
  support: [],
  'sales-agent': ['pos.read'],
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof roles;

export const roleNames = Object.keys(roles) as [Role, ...Role[]];

/** What all of someone's roles together allow. */
export function permissionsOf(held: readonly Role[]): Permission[] {
  return [...new Set(held.flatMap((role): readonly Permission[] => roles[role]))];
}
