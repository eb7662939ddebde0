import type { Permission } from '@business-control/realtime-contracts';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { Channel } from './channel.js';
import type { Ticket } from './ticket.js';

/** Who wants something. */
export interface Asker {
  readonly userId: string;
  readonly permissions: readonly string[];
}

/** A channel as it stands to whoever asks. */
export interface ChannelToAsker extends Pick<Channel, 'kind' | 'archivedAt'> {
  readonly member: boolean;
}

/**
 * - `read`: its history, and what happens in it;
 * - `write`: a message;
 * - `see-members`: who is in it;
 * - `invite`: make somebody a member;
 * - `manage`: its name, its end, and who is no longer a member.
 */
export type ChannelAct = 'read' | 'write' | 'see-members' | 'invite' | 'manage';

/** `follow`: read and write. `answer`: take, hand over and close. */
export type TicketAct = 'follow' | 'answer';

/**
 * Open channels belong to all of the staff, private ones to their members alone: whoever manages channels sees that one exists
 * and who is in it, not what is said. Members may invite; sending somebody away takes a manager.
 */
export function admitToChannel(asker: Asker, channel: ChannelToAsker, act: ChannelAct): void {
  const staff = holds(asker, 'chat.staff');
  const manager = holds(asker, 'chat.staff.manage');
  const inside = staff && (channel.kind !== 'private' || channel.member);
  const allowed: Record<ChannelAct, boolean> = {
    read: inside,
    write: inside,
    'see-members': inside || manager,
    invite: inside || manager,
    manage: manager,
  };
  if (!allowed[act]) throw new RuleViolated('chat.channel-forbidden');
  if (channel.archivedAt && (act === 'write' || act === 'invite'))
    throw new RuleViolated('chat.channel-archived');
}

/** That private channels of others exist is for those who manage channels. */
export function admitToChannelList(asker: Asker, { all }: { readonly all: boolean }): void {
  if (all && !holds(asker, 'chat.staff.manage')) throw new RuleViolated('chat.channel-forbidden');
}

/** A ticket belongs to whoever asked for help, and to everybody who answers. */
export function admitToTicket(asker: Asker, { requester }: Pick<Ticket, 'requester'>, act: TicketAct): void {
  const answers = holds(asker, 'chat.help.answer');
  const requests = holds(asker, 'chat.help') && requester.userId === asker.userId;
  const allowed = { follow: requests || answers, answer: answers };
  if (!allowed[act]) throw new RuleViolated('chat.ticket-forbidden');
}

export function holds({ permissions }: Asker, permission: Permission): boolean {
  return permissions.includes(permission);
}
