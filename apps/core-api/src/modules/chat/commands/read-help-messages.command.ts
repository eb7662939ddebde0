import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { helpConversation } from '../conversation.js';
import { admitToTicket } from '../conversation-access.js';
import { messageRead } from '../message.js';
import { MessageReading, ReadCommand, type ReadUpTo } from '../message-reading.js';
import { TicketRepository } from '../ticket.repository.js';

export class ReadHelpMessages extends ReadCommand<{ readonly ticketId: string }> {}

@CommandHandler(ReadHelpMessages)
export class ReadHelpMessagesHandler implements ICommandHandler<ReadHelpMessages> {
  constructor(
    private readonly reading: MessageReading,
    private readonly tickets: TicketRepository,
  ) {}

  execute(command: ReadHelpMessages): Promise<ReadUpTo> {
    const { ticketId } = command.input;
    return this.reading.read(command, {
      conversation: helpConversation(ticketId),
      admit: async ({ tx, organizationId }) => {
        // Locked: a ticket that is deleted meanwhile leaves nothing behind.
        const ticket = await this.tickets.lock(tx, organizationId, ticketId);
        admitToTicket(command.caller.principal, ticket, 'follow');
      },
      tell: messageRead.help,
    });
  }
}
