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
        const ticket = await this.tickets.get(tx, organizationId, ticketId);
        admitToTicket(command.caller.principal, ticket, 'follow');
      },
      tell: messageRead.help,
    });
  }
}
