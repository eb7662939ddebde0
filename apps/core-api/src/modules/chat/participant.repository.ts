import type { ChatReadMark } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { and, asc, desc, eq, lt, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Person } from '../../platform/commands/person.js';
import type { Transaction } from '../../platform/database/database.js';
import { conversations, messages, participants } from './chat.schema.js';
import type { Conversation, ConversationKind } from './conversation.js';

/** Nobody reads a larger number than this, so nothing is counted beyond it. */
export const MAX_UNREAD = 1_000;

/** A conversation of two, seen by one of them. */
export interface DirectConversationOf {
  readonly conversationId: string;
  readonly lastMessageId: string;
  /** The other; oneself in the conversation with oneself. */
  readonly person: Person;
}

@Injectable()
export class ParticipantRepository {
  /** Lets people have a conversation among theirs before they read or write in it. In order of ids, so that two who write at once cannot deadlock. */
  async add(
    tx: Transaction,
    organizationId: string,
    conversation: Conversation,
    people: readonly Person[],
  ): Promise<void> {
    await tx
      .insert(participants)
      .values(
        people
          .toSorted((one, other) => (one.userId < other.userId ? -1 : 1))
          .map(({ userId, displayName }) => ({ organizationId, ...conversation, userId, displayName })),
      )
      .onConflictDoNothing();
  }

  /** Somebody has read up to a position; `false` when he had read as far before. */
  async advance(
    tx: Transaction,
    organizationId: string,
    conversation: Conversation,
    { userId, displayName }: Person,
    readPosition: number,
  ): Promise<boolean> {
    const advanced = await tx
      .insert(participants)
      .values({ organizationId, ...conversation, userId, displayName, readPosition })
      .onConflictDoUpdate({
        target: [
          participants.organizationId,
          participants.kind,
          participants.conversationId,
          participants.userId,
        ],
        set: { readPosition },
        setWhere: lt(participants.readPosition, readPosition),
      })
      .returning({ readPosition: participants.readPosition });
    return advanced.length > 0;
  }

  /** How far somebody has read; 0 for not at all. */
  async readPosition(
    tx: Transaction,
    organizationId: string,
    { kind, conversationId }: Conversation,
    userId: string,
  ): Promise<number> {
    const [row] = await tx
      .select({ readPosition: participants.readPosition })
      .from(participants)
      .where(
        and(
          eq(participants.organizationId, organizationId),
          eq(participants.kind, kind),
          eq(participants.conversationId, conversationId),
          eq(participants.userId, userId),
        ),
      );
    return row?.readPosition ?? 0;
  }

  /** How far everybody has read, by name; without those whose last read message is no longer kept. */
  async readMarks(
    tx: Transaction,
    organizationId: string,
    { kind, conversationId }: Conversation,
  ): Promise<ChatReadMark[]> {
    return tx
      .select({
        reader: { userId: participants.userId, displayName: participants.displayName },
        upTo: messages.messageId,
      })
      .from(participants)
      .innerJoin(
        messages,
        and(
          eq(messages.organizationId, participants.organizationId),
          eq(messages.kind, participants.kind),
          eq(messages.conversationId, participants.conversationId),
          eq(messages.position, participants.readPosition),
        ),
      )
      .where(
        and(
          eq(participants.organizationId, organizationId),
          eq(participants.kind, kind),
          eq(participants.conversationId, conversationId),
        ),
      )
      .orderBy(asc(participants.displayName), asc(participants.userId));
  }

  /** The conversations of somebody with one other, the one with the newest message first. */
  async directOf(
    tx: Transaction,
    organizationId: string,
    userId: string,
    { before, limit }: { readonly before?: string | undefined; readonly limit: number },
  ): Promise<DirectConversationOf[]> {
    const other = alias(participants, 'other');
    const both = and(
      eq(other.organizationId, participants.organizationId),
      eq(other.kind, participants.kind),
      eq(other.conversationId, participants.conversationId),
      ne(other.userId, userId),
    );
    const rows = await tx
      .select({
        conversationId: conversations.conversationId,
        lastMessageId: conversations.lastMessageId,
        own: { userId: participants.userId, displayName: participants.displayName },
        other: { userId: other.userId, displayName: other.displayName },
      })
      .from(participants)
      .innerJoin(
        conversations,
        and(
          eq(conversations.organizationId, participants.organizationId),
          eq(conversations.kind, participants.kind),
          eq(conversations.conversationId, participants.conversationId),
        ),
      )
      .leftJoin(other, both)
      .where(
        and(
          eq(participants.organizationId, organizationId),
          eq(participants.userId, userId),
          eq(participants.kind, 'direct'),
          before === undefined ? undefined : lt(conversations.lastMessageId, before),
        ),
      )
      .orderBy(desc(conversations.lastMessageId))
      .limit(limit);
    return rows.map(({ own, other, ...row }) => ({ ...row, person: other ?? own }));
  }

  /** How many messages of others somebody has not read, by conversation; at most {@link MAX_UNREAD} each. */
  async unread(
    tx: Transaction,
    organizationId: string,
    userId: string,
    kind: ConversationKind,
    conversationIds: readonly string[],
  ): Promise<Map<string, number>> {
    if (conversationIds.length === 0) return new Map();
    const { rows } = await tx.execute<{ conversation_id: string; unread: number }>(sql`
      select c.conversation_id, counted.unread
      from ${conversations} c
      left join ${participants} p on p.organization_id = c.organization_id and p.kind = c.kind
        and p.conversation_id = c.conversation_id and p.user_id = ${userId}
      cross join lateral (
        select count(*)::int as unread from (
          select from ${messages} m
          where m.organization_id = c.organization_id and m.kind = c.kind
            and m.conversation_id = c.conversation_id and m.user_id <> ${userId}
            and m.position > coalesce(p.read_position, 0)
          limit ${MAX_UNREAD}
        ) waiting
      ) counted
      where c.organization_id = ${organizationId} and c.kind = ${kind}
        and c.conversation_id in ${[...conversationIds]}`);
    return new Map(rows.map((row) => [row.conversation_id, row.unread]));
  }
}
