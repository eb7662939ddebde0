import { Injectable } from '@nestjs/common';
import { and, asc, desc, eq, exists, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Person } from '../../platform/commands/person.js';
import type { Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { Channel } from './channel.js';
import { channelMembers, channels } from './chat.schema.js';

/** A channel, and whether somebody is on its list of members. */
export interface ChannelOfUser {
  readonly channel: Channel;
  readonly member: boolean;
}

interface ChannelFilter {
  readonly archived: boolean;
  /** Also private channels of others. */
  readonly all: boolean;
  readonly before?: string | undefined;
  readonly limit: number;
}

const columns = {
  channelId: channels.channelId,
  name: channels.name,
  kind: channels.kind,
  branchId: channels.branchId,
  archivedAt: channels.archivedAt,
};

@Injectable()
export class ChannelRepository {
  async insert(tx: Transaction, organizationId: string, channel: Channel): Promise<void> {
    await tx.insert(channels).values({ organizationId, ...channel });
  }

  async get(tx: Transaction, organizationId: string, channelId: string, userId: string) {
    const [found] = await ofUser(tx, userId).where(byId(organizationId, channelId));
    return mustBeFound(found);
  }

  /**
   * The channel as it is for as long as the transaction lasts: nobody archives it or leaves its members meanwhile. Members are
   * read once the lock is held: by then whoever was removed before is gone.
   */
  async hold(tx: Transaction, organizationId: string, channelId: string, userId: string) {
    await tx.select().from(channels).where(byId(organizationId, channelId)).for('share');
    return this.get(tx, organizationId, channelId, userId);
  }

  /** As `hold`, for whoever changes the channel or its members: one after the other, once all messages under way are in. */
  async lock(tx: Transaction, organizationId: string, channelId: string, userId: string) {
    await tx.select().from(channels).where(byId(organizationId, channelId)).for('update');
    return this.get(tx, organizationId, channelId, userId);
  }

  /** Stores a channel that this transaction has locked. */
  async save(
    tx: Transaction,
    organizationId: string,
    { channelId, name, archivedAt }: Channel,
  ): Promise<void> {
    await tx.update(channels).set({ name, archivedAt }).where(byId(organizationId, channelId));
  }

  /** Newest first. */
  async list(
    tx: Transaction,
    organizationId: string,
    userId: string,
    { archived, all, before, limit }: ChannelFilter,
  ): Promise<ChannelOfUser[]> {
    return ofUser(tx, userId)
      .where(
        and(
          eq(channels.organizationId, organizationId),
          archived ? isNotNull(channels.archivedAt) : isNull(channels.archivedAt),
          all ? undefined : or(ne(channels.kind, 'private'), memberOf(tx, userId)),
          before === undefined ? undefined : lt(channels.channelId, before),
        ),
      )
      .orderBy(desc(channels.channelId))
      .limit(limit);
  }

  /** Those of them who were no members yet. */
  async addMembers(
    tx: Transaction,
    organizationId: string,
    channelId: string,
    people: readonly Person[],
    addedAt: Date,
  ): Promise<Person[]> {
    if (people.length === 0) return [];
    return tx
      .insert(channelMembers)
      .values(
        people.map(({ userId, displayName }) => ({
          organizationId,
          channelId,
          userId,
          displayName,
          addedAt,
        })),
      )
      .onConflictDoNothing()
      .returning({ userId: channelMembers.userId, displayName: channelMembers.displayName });
  }

  async removeMember(
    tx: Transaction,
    organizationId: string,
    channelId: string,
    userId: string,
  ): Promise<boolean> {
    const removed = await tx
      .delete(channelMembers)
      .where(
        and(
          eq(channelMembers.organizationId, organizationId),
          eq(channelMembers.channelId, channelId),
          eq(channelMembers.userId, userId),
        ),
      )
      .returning({ userId: channelMembers.userId });
    return removed.length > 0;
  }

  async members(tx: Transaction, organizationId: string, channelId: string): Promise<Person[]> {
    return tx
      .select({ userId: channelMembers.userId, displayName: channelMembers.displayName })
      .from(channelMembers)
      .where(and(eq(channelMembers.organizationId, organizationId), eq(channelMembers.channelId, channelId)))
      .orderBy(asc(channelMembers.displayName), asc(channelMembers.userId));
  }
}

function byId(organizationId: string, channelId: string) {
  return and(eq(channels.organizationId, organizationId), eq(channels.channelId, channelId));
}

function memberOf(tx: Transaction, userId: string) {
  return exists(
    tx
      .select({ found: sql`1` })
      .from(channelMembers)
      .where(
        and(
          eq(channelMembers.organizationId, channels.organizationId),
          eq(channelMembers.channelId, channels.channelId),
          eq(channelMembers.userId, userId),
        ),
      ),
  );
}

function ofUser(tx: Transaction, userId: string) {
  return tx
    .select({ channel: columns, member: sql<boolean>`${memberOf(tx, userId)}` })
    .from(channels)
    .$dynamic();
}

function mustBeFound(found: ChannelOfUser | undefined): ChannelOfUser {
  if (!found) throw new RuleViolated('chat.channel-not-found');
  return found;
}
