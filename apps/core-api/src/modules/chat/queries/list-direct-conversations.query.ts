import type { Principal } from '@business-control/access-token';
import { directMessageSchema, personSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { newMessage } from '../message.js';
import { MessageRepository } from '../message.repository.js';
import { MAX_UNREAD, ParticipantRepository } from '../participant.repository.js';

export const listDirectConversationsInput = z.object({
  before: z.uuid().optional().describe('the `next` of the page before'),
  limit: limitInput,
});

export const directConversationsSchema = z.object({
  items: z
    .array(
      z.object({
        person: personSchema.describe('the other'),
        lastMessage: directMessageSchema,
        unread: z.int().describe(`messages of the other, counted up to ${MAX_UNREAD}`),
      }),
    )
    .describe('the one with the newest message first'),
  next: z.uuid().nullable().describe('what to ask the next page with as `before`; null on the last page'),
});

export type DirectConversations = z.infer<typeof directConversationsSchema>;

export class ListDirectConversations extends Query<Snapshot<DirectConversations>> {
  constructor(
    readonly principal: Principal,
    readonly filter: z.output<typeof listDirectConversationsInput>,
  ) {
    super();
  }
}

@QueryHandler(ListDirectConversations)
export class ListDirectConversationsHandler implements IQueryHandler<ListDirectConversations> {
  constructor(
    private readonly database: Database,
    private readonly messages: MessageRepository,
    private readonly participants: ParticipantRepository,
  ) {}

  execute({ principal, filter }: ListDirectConversations): Promise<Snapshot<DirectConversations>> {
    const { organizationId, userId } = principal;
    const { before, limit } = filter;
    return readSnapshot(this.database, organizationId, async (tx) => {
      const found = await this.participants.directOf(tx, organizationId, userId, {
        before,
        limit: limit + 1,
      });
      const page = found.slice(0, limit);
      const ids = page.map(({ conversationId }) => conversationId);
      const unread = await this.participants.unread(tx, organizationId, userId, 'direct', ids);
      const last = new Map(
        (
          await this.messages.getMany(
            tx,
            organizationId,
            page.map(({ lastMessageId }) => lastMessageId),
          )
        ).map((message) => [message.conversationId, message]),
      );
      return {
        items: page.flatMap(({ conversationId, person }) => {
          const message = last.get(conversationId);
          if (!message) return [];
          const lastMessage = newMessage.direct(message).payload;
          return [{ person, lastMessage, unread: unread.get(conversationId) ?? 0 }];
        }),
        next: found.length > limit ? (page.at(-1)?.lastMessageId ?? null) : null,
      };
    });
  }
}
