import type { Principal } from '@business-control/access-token';
import { type StaffMessagePayload, staffMessageSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { ChannelRepository } from '../channel.repository.js';
import type { historyInput } from '../chat.inputs.js';
import { staffConversation } from '../conversation.js';
import { admitToChannel } from '../conversation-access.js';
import { newMessage } from '../message.js';
import { type History, historySchema, MessageHistory } from '../message-history.js';

export const staffMessagesSchema = historySchema(staffMessageSchema);

export class ListStaffMessages extends Query<Snapshot<History<StaffMessagePayload>>> {
  constructor(
    readonly principal: Principal,
    readonly channelId: string,
    readonly page: z.output<typeof historyInput>,
  ) {
    super();
  }
}

@QueryHandler(ListStaffMessages)
export class ListStaffMessagesHandler implements IQueryHandler<ListStaffMessages> {
  constructor(
    private readonly database: Database,
    private readonly channels: ChannelRepository,
    private readonly history: MessageHistory,
  ) {}

  execute({
    principal,
    channelId,
    page,
  }: ListStaffMessages): Promise<Snapshot<History<StaffMessagePayload>>> {
    const { organizationId, userId } = principal;
    return readSnapshot(this.database, organizationId, async (tx) => {
      const { channel, member } = await this.channels.get(tx, organizationId, channelId, userId);
      admitToChannel(principal, { ...channel, member }, 'read');
      const conversation = staffConversation(channelId);
      return this.history.page(tx, organizationId, conversation, page, (it) => newMessage.staff(it).payload);
    });
  }
}
