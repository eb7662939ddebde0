import type { TicketPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { takeTicket } from '../ticket.js';
import { TicketCommand, TicketCommands } from '../ticket-command.js';

export class TakeTicket extends TicketCommand<object> {}

@CommandHandler(TakeTicket)
export class TakeTicketHandler implements ICommandHandler<TakeTicket> {
  constructor(private readonly commands: TicketCommands) {}

  execute(command: TakeTicket): Promise<TicketPayload> {
    return this.commands.change(command, 'chat.ticket-taken', (ticket, { by }) => takeTicket(ticket, by));
  }
}
