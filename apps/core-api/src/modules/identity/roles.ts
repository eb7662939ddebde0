import type { Permission } from '@business-control/realtime-contracts';

/** What each role may do. Tokens carry the permissions, so a change here reaches people with their next token. */
export const roles = {
  admin: ['pos.read', 'pos.sell', 'pos.totals.read'],
  manager: ['pos.read', 'pos.sell', 'pos.totals.read'],
  cashier: ['pos.read', 'pos.sell'],
  warehouse: ['pos.read'],
  support: [],
  'sales-agent': ['pos.read'],
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof roles;

/** What all of someone's roles together allow. */
export function permissionsOf(held: readonly Role[]): Permission[] {
  return [...new Set(held.flatMap((role): readonly Permission[] => roles[role]))];
}
