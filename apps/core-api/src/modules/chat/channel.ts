import { type ChannelPayload, type DomainEvent, event } from '@business-control/realtime-contracts';
import type { Person } from '../../platform/commands/person.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';

/** How many may be in a private channel: every change of it names them all. */
export const MAX_MEMBERS = 250;

export type ChannelKind = ChannelPayload['kind'];

/** A channel of staff. */
export interface Channel {
  readonly channelId: string;
  readonly name: string;
  readonly kind: ChannelKind;
  /** Of a channel of a branch. */
  readonly branchId: string | null;
  readonly archivedAt: Date | null;
}

/** What a decision about a channel comes to; without a change there are no events. */
export interface ChannelDecision {
  readonly channel: Channel;
  readonly events: readonly DomainEvent[];
}

/** `members` are those a private channel begins with. */
export function createChannel(
  given: Omit<Channel, 'archivedAt'>,
  members: readonly Person[],
): ChannelDecision {
  const channel: Channel = { ...given, archivedAt: null };
  return {
    channel,
    events:
      channel.kind === 'private' ? members.map((member) => addedTo(channel, member)) : told(channel, []),
  };
}

/** `members` are those of a private channel, here and below. */
export function renameChannel(channel: Channel, members: readonly Person[], name: string): ChannelDecision {
  if (channel.archivedAt) throw new RuleViolated('chat.channel-archived');
  if (channel.name === name) return { channel, events: [] };
  const renamed = { ...channel, name };
  return { channel: renamed, events: told(renamed, members) };
}

/** Its history stays; nothing new is written. An archived channel stays archived. */
export function archiveChannel(channel: Channel, members: readonly Person[], now: Date): ChannelDecision {
  if (channel.archivedAt) return { channel, events: [] };
  const archived = { ...channel, archivedAt: now };
  return { channel: archived, events: told(archived, members) };
}

/** `members` are those there are then. */
export function memberAdded(channel: Channel, member: Person, members: readonly Person[]): DomainEvent[] {
  if (members.length > MAX_MEMBERS) throw new RuleViolated('chat.channel-full', { limit: MAX_MEMBERS });
  return [addedTo(channel, member), ...told(channel, members)];
}

/** `members` are those who stay. Whoever is gone is told nothing of the channel any more. */
export function memberRemoved(channel: Channel, userId: string, members: readonly Person[]): DomainEvent[] {
  const { channelId } = channel;
  return [event('chat:channel:member-removed', { channelId, userId }), ...told(channel, members)];
}

/** Open channels have no list of members to change. */
export function mustBePrivate({ kind }: Channel): void {
  if (kind !== 'private') throw new RuleViolated('chat.channel-not-private');
}

export function channelPayload({ archivedAt, ...channel }: Channel): ChannelPayload {
  return { ...channel, archivedAt: archivedAt?.toISOString() ?? null };
}

function addedTo(channel: Channel, { userId }: Person): DomainEvent {
  const { channelId } = channel;
  return event('chat:channel:member-added', { channelId, userId, channel: channelPayload(channel) });
}

/** A private channel is no news to the organization, and none to anybody once nobody is in it. */
function told(channel: Channel, members: readonly Person[]): DomainEvent[] {
  const { kind, ...payload } = channelPayload(channel);
  if (kind !== 'private') return [event('chat:channel:updated', { ...payload, kind })];
  if (members.length === 0) return [];
  return [event('chat:private-channel:updated', { ...payload, kind, members: [...members] })];
}
