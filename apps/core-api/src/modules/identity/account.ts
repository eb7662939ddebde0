import { type DomainEvent, event } from '@business-control/realtime-contracts';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { permissionsOf, type Role } from './roles.js';

/** Someone who can sign in, among those who can let others. */
export interface Account {
  readonly userId: string;
  readonly roles: readonly Role[];
  readonly disabled: boolean;
  /** Administrators of the organization who can sign in, this one not counted. */
  readonly otherAdmins: number;
}

/** Throws `identity.last-admin` when nobody would be left to enable anyone. `ended` are the sessions that end with it. */
export function disableAccount(account: Account, ended: readonly string[]): DomainEvent[] {
  const { userId } = account;
  if (account.disabled) return [];
  keepAnAdmin(account);
  return [
    event('identity:user:disabled', { userId }),
    // Enabling the user again must not bring the tokens of these sessions back.
    ...sessionsRevoked(userId, ended),
  ];
}

export function sessionsRevoked(userId: string, ended: readonly string[]): DomainEvent[] {
  return ended.map((sessionId) => event('identity:session:revoked', { userId, sessionId }));
}

export function enableAccount({ userId, disabled }: Account): DomainEvent[] {
  return disabled ? [event('identity:user:enabled', { userId })] : [];
}

/** Throws `identity.last-admin` when nobody would be left to give roles. */
export function changeRoles(
  account: Account,
  given: readonly Role[],
): { readonly roles: readonly Role[]; readonly events: DomainEvent[] } {
  const { userId } = account;
  const roles = [...new Set(given)];
  if (sameRoles(account.roles, roles)) return { roles: account.roles, events: [] };
  if (!roles.includes('admin')) keepAnAdmin(account);
  const permissions = permissionsOf(roles);
  return { roles, events: [event('identity:role:changed', { userId, roles, permissions })] };
}

function keepAnAdmin({ roles, disabled, otherAdmins }: Account): void {
  if (roles.includes('admin') && !disabled && otherAdmins === 0)
    throw new RuleViolated('identity.last-admin');
}

function sameRoles(held: readonly Role[], given: readonly Role[]): boolean {
  return held.length === given.length && given.every((role) => held.includes(role));
}
