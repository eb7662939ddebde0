import { Injectable } from '@nestjs/common';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { conversations, messages } from './chat.schema.js';
import type { Conversation } from './conversation.js';
import type { Message } from './message.js';

@Injectable()
export class MessageRepository {
  /** Until the transaction ends nobody else sends as this user: of two copies of a message, the second finds the first. */
  async lockSender(tx: Transaction, organizationId: string, userId: string): Promise<void> {
    const sender = JSON.stringify(['chat', organizationId, userId]);
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${sender}, 0))`);
  }

  async findSent(
    tx: Transaction,
    organizationId: string,
    userId: string,
    clientMessageId: string,
  ): Promise<Message | undefined> {
    const [row] = await tx
      .select()
      .from(messages)
      .where(
        and(
          eq(messages.organizationId, organizationId),
          eq(messages.userId, userId),
          eq(messages.clientMessageId, clientMessageId),
        ),
      );
    return row && messageOf(row);
  }

  /** Adds a message behind the last of its conversation, which waits for it to be committed. */
  async append(
    tx: Transaction,
    organizationId: string,
    message: Omit<Message, 'position'>,
  ): Promise<Message> {
    const { kind, conversationId, messageId, from, ...rest } = message;
    const [conversation] = await tx
      .insert(conversations)
      .values({ organizationId, kind, conversationId, lastPosition: 1, lastMessageId: messageId })
      .onConflictDoUpdate({
        target: [conversations.organizationId, conversations.kind, conversations.conversationId],
        set: { lastPosition: sql`${conversations.lastPosition} + 1`, lastMessageId: messageId },
      })
      .returning({ position: conversations.lastPosition });
    if (!conversation) throw new Error('the conversation was not returned');
    const { position } = conversation;
    await tx
      .insert(messages)
      .values({ organizationId, kind, conversationId, messageId, position, ...from, ...rest });
    return { ...message, position };
  }

  async get(
    tx: Transaction,
    organizationId: string,
    conversation: Conversation,
    messageId: string,
  ): Promise<Message | undefined> {
    const [row] = await tx
      .select()
      .from(messages)
      .where(and(within(organizationId, conversation), eq(messages.messageId, messageId)));
    return row && messageOf(row);
  }

  async last(
    tx: Transaction,
    organizationId: string,
    conversation: Conversation,
  ): Promise<Message | undefined> {
    const [message] = await this.page(tx, organizationId, conversation, { limit: 1 });
    return message;
  }

  async at(
    tx: Transaction,
    organizationId: string,
    conversation: Conversation,
    position: number,
  ): Promise<Message | undefined> {
    const [row] = await tx
      .select()
      .from(messages)
      .where(and(within(organizationId, conversation), eq(messages.position, position)));
    return row && messageOf(row);
  }

  /** Newest first; those before the message `before`, unless it is of another conversation: then none. */
  async page(
    tx: Transaction,
    organizationId: string,
    conversation: Conversation,
    { before, limit }: { readonly before?: string | undefined; readonly limit: number },
  ): Promise<Message[]> {
    const earlier = tx
      .select({ position: messages.position })
      .from(messages)
      .where(and(within(organizationId, conversation), eq(messages.messageId, before ?? '')));
    const rows = await tx
      .select()
      .from(messages)
      .where(
        and(
          within(organizationId, conversation),
          before === undefined ? undefined : sql`${messages.position} < (${earlier})`,
        ),
      )
      .orderBy(desc(messages.position))
      .limit(limit);
    return rows.map(messageOf);
  }

  async getMany(tx: Transaction, organizationId: string, messageIds: readonly string[]): Promise<Message[]> {
    if (messageIds.length === 0) return [];
    const rows = await tx
      .select()
      .from(messages)
      .where(and(eq(messages.organizationId, organizationId), inArray(messages.messageId, [...messageIds])));
    return rows.map(messageOf);
  }
}

function within(organizationId: string, { kind, conversationId }: Conversation) {
  return and(
    eq(messages.organizationId, organizationId),
    eq(messages.kind, kind),
    eq(messages.conversationId, conversationId),
  );
}

function messageOf(row: typeof messages.$inferSelect): Message {
  const { organizationId: _, userId, displayName, ...message } = row;
  return { ...message, from: { userId, displayName } };
}
