import type { Permission } from '@business-control/realtime-contracts';

/** A permission, or several of which any one will do. */
export type Wanted = Permission | readonly Permission[];

export function holdsAny(permissions: readonly Permission[], wanted: Wanted): boolean {
  const accepted: readonly Permission[] = typeof wanted === 'string' ? [wanted] : wanted;
  return accepted.some((permission) => permissions.includes(permission));
}
