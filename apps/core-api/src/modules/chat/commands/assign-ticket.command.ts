import { idSchema, type TicketPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Partners } from '../partners.js';
import { assignTicket } from '../ticket.js';
import { TicketCommand, TicketCommands } from '../ticket-command.js';

export const assignTicketInput = z.object({
  userId: idSchema.nullable().describe('who is to answer; null gives it back to whoever takes it next'),
});

export class AssignTicket extends TicketCommand<z.output<typeof assignTicketInput>> {}

@CommandHandler(AssignTicket)
export class AssignTicketHandler implements ICommandHandler<AssignTicket> {
  constructor(
    private readonly commands: TicketCommands,
    private readonly partners: Partners,
  ) {}

  execute(command: AssignTicket): Promise<TicketPayload> {
    const { userId } = command.input;
    return this.commands.change(command, 'chat.ticket-assigned', async (ticket, { tx, organizationId }) => {
      if (userId === null) return assignTicket(ticket, null);
      const assignee = await this.partners.may(tx, organizationId, userId, 'chat.help.answer');
      return assignTicket(ticket, assignee);
    });
  }
}
