import type { TicketPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { closeTicket } from '../ticket.js';
import { TicketCommand, TicketCommands } from '../ticket-command.js';

export class CloseTicket extends TicketCommand<object> {}

@CommandHandler(CloseTicket)
export class CloseTicketHandler implements ICommandHandler<CloseTicket> {
  constructor(private readonly commands: TicketCommands) {}

  execute(command: CloseTicket): Promise<TicketPayload> {
    return this.commands.change(command, 'chat.ticket-closed', (ticket, { now }) => closeTicket(ticket, now));
  }
}
