import { GUEST_ROLE, type Permission } from '@business-control/realtime-contracts';

const PREFIX = 'visitor:';

/** What every visitor's token says besides who it is. */
export const visitorRoles: readonly string[] = [GUEST_ROLE];
export const visitorPermissions: readonly Permission[] = ['chat.help'];

/** Somebody without an account, for as long as a visit lasts. */
export interface Visitor {
  readonly visitorId: string;
  readonly sessionId: string;
  readonly ticketId: string;
  readonly displayName: string;
}

/** The user id of a visitor. Ids of people are UUIDs, so nobody else has one like it. */
export function visitorIdOf(sessionId: string): string {
  return PREFIX + sessionId;
}

export function isVisitorId(userId: string): boolean {
  return userId.startsWith(PREFIX);
}
