import type { Principal } from '@business-control/access-token';
import { type DirectMessagePayload, directMessageSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import type { historyInput } from '../chat.inputs.js';
import { directConversation } from '../conversation.js';
import { newMessage } from '../message.js';
import { type History, historySchema, MessageHistory } from '../message-history.js';
import { Partners } from '../partners.js';

export const directMessagesSchema = historySchema(directMessageSchema);

export class ListDirectMessages extends Query<Snapshot<History<DirectMessagePayload>>> {
  constructor(
    readonly principal: Principal,
    readonly peerId: string,
    readonly page: z.output<typeof historyInput>,
  ) {
    super();
  }
}

@QueryHandler(ListDirectMessages)
export class ListDirectMessagesHandler implements IQueryHandler<ListDirectMessages> {
  constructor(
    private readonly database: Database,
    private readonly partners: Partners,
    private readonly history: MessageHistory,
  ) {}

  execute({ principal, peerId, page }: ListDirectMessages): Promise<Snapshot<History<DirectMessagePayload>>> {
    const { organizationId, userId } = principal;
    return readSnapshot(this.database, organizationId, async (tx) => {
      await this.partners.mustBeKnown(tx, organizationId, userId, peerId);
      const conversation = directConversation(userId, peerId);
      return this.history.page(tx, organizationId, conversation, page, (it) => newMessage.direct(it).payload);
    });
  }
}
