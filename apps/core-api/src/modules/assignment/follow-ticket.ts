import type { TicketPayload } from '@business-control/realtime-contracts';
import type { Person } from '../../platform/commands/person.js';
import type { Assignment, EndReason, Visit } from './assignment.js';

/** What assignment needs to know of a ticket. */
export type FollowedTicket = Pick<
  TicketPayload,
  'ticketId' | 'version' | 'requester' | 'status' | 'assignee'
>;

/** What a ticket means for assignment. */
export interface Followed {
  readonly visit: Visit;
  /** What becomes of the assignment there is. */
  readonly ended?: EndReason;
  /** Whoever looks after the visitor from now on, because somebody said so. */
  readonly assignee?: Person;
}

/**
 * People take, hand over, close and open conversations as they like; assignment follows. Nobody is assigned to a visitor who is away.
 * `undefined` when the ticket tells nothing new, or is none of a visitor.
 */
export function followTicket(
  before: { readonly visit: Visit | undefined; readonly assignment: Assignment | undefined },
  { ticketId, version, requester, status, assignee }: FollowedTicket,
  visitorConnected: boolean,
  now: Date,
): Followed | undefined {
  const { visit: known, assignment } = before;
  if (requester.kind !== 'visitor' || (known && known.version >= version)) return undefined;
  const present = known?.status === 'waiting' || known?.status === 'assigned';
  const visit = {
    ticketId,
    version,
    visitor: { userId: requester.userId, displayName: requester.displayName },
    assignee,
    waitingSince: present ? known.waitingSince : now,
  };
  if (status === 'closed') {
    return { visit: { ...visit, status: 'closed' }, ...(assignment && { ended: 'closed' }) };
  }
  const stays = assignment !== undefined && assignment.salesAgent.userId === assignee?.userId;
  if (stays) return { visit: { ...visit, status: 'assigned' } };
  const ended = assignment && ({ ended: 'handed-over' } as const);
  if (!present && !visitorConnected) return { visit: { ...visit, status: 'away' }, ...ended };
  if (!assignee) return { visit: { ...visit, status: 'waiting' }, ...ended };
  return { visit: { ...visit, status: 'assigned' }, ...ended, assignee };
}
