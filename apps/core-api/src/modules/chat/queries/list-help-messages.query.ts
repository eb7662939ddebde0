import type { Principal } from '@business-control/access-token';
import { type HelpMessagePayload, helpMessageSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import type { historyInput } from '../chat.inputs.js';
import { helpConversation } from '../conversation.js';
import { admitToTicket } from '../conversation-access.js';
import { newMessage } from '../message.js';
import { type History, historySchema, MessageHistory } from '../message-history.js';
import { TicketRepository } from '../ticket.repository.js';

export const helpMessagesSchema = historySchema(helpMessageSchema);

export class ListHelpMessages extends Query<Snapshot<History<HelpMessagePayload>>> {
  constructor(
    readonly principal: Principal,
    readonly ticketId: string,
    readonly page: z.output<typeof historyInput>,
  ) {
    super();
  }
}

@QueryHandler(ListHelpMessages)
export class ListHelpMessagesHandler implements IQueryHandler<ListHelpMessages> {
  constructor(
    private readonly database: Database,
    private readonly tickets: TicketRepository,
    private readonly history: MessageHistory,
  ) {}

  execute({ principal, ticketId, page }: ListHelpMessages): Promise<Snapshot<History<HelpMessagePayload>>> {
    const { organizationId } = principal;
    return readSnapshot(this.database, organizationId, async (tx) => {
      admitToTicket(principal, await this.tickets.get(tx, organizationId, ticketId), 'follow');
      const conversation = helpConversation(ticketId);
      return this.history.page(tx, organizationId, conversation, page, (it) => newMessage.help(it).payload);
    });
  }
}
