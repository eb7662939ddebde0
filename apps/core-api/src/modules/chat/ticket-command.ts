import type { TicketPayload } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { CallerCommand, type CommandContext, Commands } from '../../platform/commands/commands.js';
import { admitToTicket } from './conversation-access.js';
import { type Ticket, type TicketDecision, ticketPayload } from './ticket.js';
import { TicketRepository } from './ticket.repository.js';

/** A command about one help conversation, which is answered as it is then. */
export abstract class TicketCommand<Input extends object> extends CallerCommand<
  Input & { readonly ticketId: string },
  TicketPayload
> {}

/** What everybody who answers may do to an existing help conversation. */
@Injectable()
export class TicketCommands {
  constructor(
    private readonly commands: Commands,
    private readonly tickets: TicketRepository,
  ) {}

  /** The ticket is locked before anything is decided, so of two who take it one finds it taken. `did` is for the audit log. */
  change<Input extends object>(
    command: TicketCommand<Input>,
    did: `chat.ticket-${string}`,
    decide: (ticket: Ticket, context: CommandContext) => TicketDecision | Promise<TicketDecision>,
  ): Promise<TicketPayload> {
    return this.commands.run(command, async (context) => {
      const { tx, organizationId } = context;
      const { ticketId } = command.input;
      const locked = await this.tickets.lock(tx, organizationId, ticketId);
      admitToTicket(command.caller.principal, locked, 'answer');
      const { ticket, events } = await decide(locked, context);
      await this.tickets.save(tx, organizationId, ticket);
      const details = { ticketId, assigneeId: ticket.assignee?.userId ?? null };
      return {
        answer: ticketPayload(ticket),
        events,
        audit: events.length > 0 ? { type: did, details } : [],
      };
    });
  }
}
