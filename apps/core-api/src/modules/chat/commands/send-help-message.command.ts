import type { HelpMessagePayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { CommandContext } from '../../../platform/commands/commands.js';
import { messageInput } from '../chat.inputs.js';
import { helpConversation } from '../conversation.js';
import { admitToTicket } from '../conversation-access.js';
import { newMessage } from '../message.js';
import { type Addressed, MessageSending, SendCommand } from '../message-sending.js';
import { openTicket, receiveMessage } from '../ticket.js';
import { TicketRepository } from '../ticket.repository.js';

export const sendHelpMessageInput = messageInput.extend({
  ticketId: z
    .uuid()
    .optional()
    .describe(
      'unless given, the own conversation that is not closed, else a new one; that of the visit for a visitor',
    ),
});

type Named = Pick<z.output<typeof sendHelpMessageInput>, 'ticketId'>;

export class SendHelpMessage extends SendCommand<HelpMessagePayload, Named> {}

@CommandHandler(SendHelpMessage)
export class SendHelpMessageHandler implements ICommandHandler<SendHelpMessage> {
  constructor(
    private readonly sending: MessageSending,
    private readonly tickets: TicketRepository,
  ) {}

  execute(command: SendHelpMessage): Promise<HelpMessagePayload> {
    const { ticketId } = command.input;
    return this.sending.send(command, {
      sameAddress: ({ kind, conversationId }) =>
        kind === 'help' && (ticketId === undefined || conversationId === ticketId),
      address: (context) => this.address(command, context),
      tell: newMessage.help,
    });
  }

  private async address(command: SendHelpMessage, context: CommandContext): Promise<Addressed> {
    const { tx, organizationId, by, now } = context;
    const { ticket, events: opened } = await this.ticketOf(command.input, context);
    admitToTicket(command.caller.principal, ticket, 'follow');
    const { ticket: heard, events: reopened } = receiveMessage(ticket, by.userId, now);
    await this.tickets.save(tx, organizationId, heard);
    const { ticketId } = ticket;
    const did = [...opened.map(() => 'chat.ticket-opened'), ...reopened.map(() => 'chat.ticket-reopened')];
    return {
      conversation: helpConversation(ticketId),
      events: [...opened, ...reopened],
      audit: did.map((type) => ({ type, details: { ticketId } })),
    };
  }

  /** Of two first messages at once, the second goes where the first went: its sender is locked. */
  private async ticketOf({ ticketId }: Named, { tx, organizationId, by, now }: CommandContext) {
    const found = ticketId
      ? await this.tickets.lock(tx, organizationId, ticketId)
      : await this.tickets.lockCurrentOf(tx, organizationId, by.userId);
    if (found) return { ticket: found, events: [] };
    const requester = { ...by, kind: 'user' } as const;
    const decision = openTicket({ ticketId: uuidv7(), subject: null, requester }, now);
    await this.tickets.insert(tx, organizationId, decision.ticket);
    return decision;
  }
}
