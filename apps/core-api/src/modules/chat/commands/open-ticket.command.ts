import type { TicketPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { CallerCommand, Commands } from '../../../platform/commands/commands.js';
import { subjectInput } from '../chat.inputs.js';
import { SendLimits } from '../send-limits.js';
import { openTicket, ticketPayload } from '../ticket.js';
import { TicketRepository } from '../ticket.repository.js';

export const openTicketInput = z.object({ subject: subjectInput });

export class OpenTicket extends CallerCommand<z.output<typeof openTicketInput>, TicketPayload> {}

@CommandHandler(OpenTicket)
export class OpenTicketHandler implements ICommandHandler<OpenTicket> {
  constructor(
    private readonly commands: Commands,
    private readonly limits: SendLimits,
    private readonly tickets: TicketRepository,
  ) {}

  /** Counts as a message: that there is a conversation is as much news. */
  async execute(command: OpenTicket): Promise<TicketPayload> {
    await this.limits.admit(command.caller.principal);
    return this.commands.run(command, async ({ tx, organizationId, by, now }) => {
      const { subject } = command.input;
      const requester = { ...by, kind: 'user' } as const;
      const { ticket, events } = openTicket({ ticketId: uuidv7(), subject, requester }, now);
      await this.tickets.insert(tx, organizationId, ticket);
      const audit = { type: 'chat.ticket-opened', details: { ticketId: ticket.ticketId } };
      return { answer: ticketPayload(ticket), events, audit };
    });
  }
}
