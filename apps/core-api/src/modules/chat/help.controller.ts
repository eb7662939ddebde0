import type { Principal } from '@business-control/access-token';
import { helpMessageSchema, ticketSchema } from '@business-control/realtime-contracts';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { OpenToGuests, RequirePermission } from '../../platform/http/access.decorators.js';
import { AnswersSnapshot } from '../../platform/http/answers-snapshot.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { AnswersCommand } from './chat.answers.js';
import { historyInput, readInput } from './chat.inputs.js';
import { AssignTicket, assignTicketInput } from './commands/assign-ticket.command.js';
import { CloseTicket } from './commands/close-ticket.command.js';
import { OpenTicket, openTicketInput } from './commands/open-ticket.command.js';
import { ReadHelpMessages } from './commands/read-help-messages.command.js';
import { SendHelpMessage, sendHelpMessageInput } from './commands/send-help-message.command.js';
import { TakeTicket } from './commands/take-ticket.command.js';
import { readSchema } from './message-reading.js';
import { GetTicket } from './queries/get-ticket.query.js';
import { helpMessagesSchema, ListHelpMessages } from './queries/list-help-messages.query.js';
import { ListTickets, listTicketsInput, ticketsSchema } from './queries/list-tickets.query.js';

type Input<Schema extends z.ZodType> = z.output<Schema>;

const TicketId = () => Param('ticketId', { schema: z.uuid() });

/** Conversations in which somebody is helped. */
@ApiTags('chat')
@Controller('chat/help')
export class HelpController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @AnswersSnapshot(ticketsSchema)
  @RequirePermission('chat.help')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: listTicketsInput }) filter: Input<typeof listTicketsInput>,
  ) {
    return this.queries.execute(new ListTickets(principal, filter));
  }

  @Post()
  @AnswersCommand(201, ticketSchema)
  @RequirePermission('chat.help')
  open(
    @CurrentCaller() caller: Caller,
    @Body({ schema: openTicketInput }) input: Input<typeof openTicketInput>,
  ) {
    return this.commands.execute(new OpenTicket(caller, input));
  }

  @Post('messages')
  @AnswersCommand(201, helpMessageSchema)
  @RequirePermission('chat.help')
  @OpenToGuests()
  send(
    @CurrentCaller() caller: Caller,
    @Body({ schema: sendHelpMessageInput }) input: Input<typeof sendHelpMessageInput>,
  ) {
    return this.commands.execute(new SendHelpMessage(caller, input));
  }

  @Get(':ticketId')
  @AnswersSnapshot(ticketSchema)
  @RequirePermission('chat.help')
  @OpenToGuests()
  get(@CurrentPrincipal() principal: Principal, @TicketId() ticketId: string) {
    return this.queries.execute(new GetTicket(principal, ticketId));
  }

  @Post(':ticketId/take')
  @AnswersCommand(200, ticketSchema)
  @RequirePermission('chat.help.answer')
  take(@CurrentCaller() caller: Caller, @TicketId() ticketId: string) {
    return this.commands.execute(new TakeTicket(caller, { ticketId }));
  }

  @Post(':ticketId/assign')
  @AnswersCommand(200, ticketSchema)
  @RequirePermission('chat.help.answer')
  assign(
    @CurrentCaller() caller: Caller,
    @TicketId() ticketId: string,
    @Body({ schema: assignTicketInput }) input: Input<typeof assignTicketInput>,
  ) {
    return this.commands.execute(new AssignTicket(caller, { ...input, ticketId }));
  }

  @Post(':ticketId/close')
  @AnswersCommand(200, ticketSchema)
  @RequirePermission('chat.help.answer')
  close(@CurrentCaller() caller: Caller, @TicketId() ticketId: string) {
    return this.commands.execute(new CloseTicket(caller, { ticketId }));
  }

  @Get(':ticketId/messages')
  @AnswersSnapshot(helpMessagesSchema)
  @RequirePermission('chat.help')
  @OpenToGuests()
  messages(
    @CurrentPrincipal() principal: Principal,
    @TicketId() ticketId: string,
    @Query({ schema: historyInput }) page: Input<typeof historyInput>,
  ) {
    return this.queries.execute(new ListHelpMessages(principal, ticketId, page));
  }

  @Post(':ticketId/read')
  @AnswersCommand(200, readSchema)
  @RequirePermission('chat.help')
  @OpenToGuests()
  read(
    @CurrentCaller() caller: Caller,
    @TicketId() ticketId: string,
    @Body({ schema: readInput }) input: Input<typeof readInput>,
  ) {
    return this.commands.execute(new ReadHelpMessages(caller, { ...input, ticketId }));
  }
}
