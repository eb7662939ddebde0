import { type ChannelPayload, type DomainEvent, event } from '@business-control/realtime-contracts';
import type { Person } from '../../platform/commands/person.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';

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
    events: [...told(channel), ...members.flatMap((member) => memberAdded(channel, member))],
  };
}

export function renameChannel(channel: Channel, name: string): ChannelDecision {
  if (channel.archivedAt) throw new RuleViolated('chat.channel-archived');
  if (channel.name === name) return { channel, events: [] };
  const renamed = { ...channel, name };
  return { channel: renamed, events: told(renamed) };
}

/** Its history stays; nothing new is written. An archived channel stays archived. */
export function archiveChannel(channel: Channel, now: Date): ChannelDecision {
  if (channel.archivedAt) return { channel, events: [] };
  const archived = { ...channel, archivedAt: now };
  return { channel: archived, events: told(archived) };
}

export function memberAdded(channel: Channel, { userId }: Person): DomainEvent[] {
  const { channelId } = channel;
  return [event('chat:channel:member-added', { channelId, userId, channel: channelPayload(channel) })];
}

export function memberRemoved({ channelId }: Channel, userId: string): DomainEvent[] {
  return [event('chat:channel:member-removed', { channelId, userId })];
}

/** Open channels have no list of members to change. */
export function mustBePrivate({ kind }: Channel): void {
  if (kind !== 'private') throw new RuleViolated('chat.channel-not-private');
}

export function channelPayload({ archivedAt, ...channel }: Channel): ChannelPayload {
  return { ...channel, archivedAt: archivedAt?.toISOString() ?? null };
}

/** A private channel is no news to the organization. */
function told(channel: Channel): DomainEvent[] {
  const { kind, ...payload } = channelPayload(channel);
  return kind === 'private' ? [] : [event('chat:channel:updated', { ...payload, kind })];
}
