import type { Principal } from '@business-control/access-token';
import { directMessageSchema, idSchema } from '@business-control/realtime-contracts';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { AnswersSnapshot } from '../../platform/http/answers-snapshot.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { AnswersCommand } from './chat.answers.js';
import { historyInput, messageInput, readInput } from './chat.inputs.js';
import { ReadDirectMessages } from './commands/read-direct-messages.command.js';
import { SendDirectMessage } from './commands/send-direct-message.command.js';
import { readSchema } from './message-reading.js';
import { peopleSchema } from './queries/list-channel-members.query.js';
import {
  directConversationsSchema,
  ListDirectConversations,
  listDirectConversationsInput,
} from './queries/list-direct-conversations.query.js';
import { directMessagesSchema, ListDirectMessages } from './queries/list-direct-messages.query.js';
import { ListPeople, listPeopleInput } from './queries/list-people.query.js';

type Input<Schema extends z.ZodType> = z.output<Schema>;

/** The other of a conversation of two. */
const UserId = () => Param('userId', { schema: idSchema });

/** Messages between people of one organization. */
@ApiTags('chat')
@Controller('chat')
export class DirectController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get('people')
  @ApiOkResponse({ standardSchema: peopleSchema })
  @RequirePermission('chat.direct')
  people(
    @CurrentPrincipal() { organizationId }: Principal,
    @Query({ schema: listPeopleInput }) input: Input<typeof listPeopleInput>,
  ) {
    return this.queries.execute(new ListPeople(organizationId, input.for));
  }

  @Get('direct')
  @AnswersSnapshot(directConversationsSchema)
  @RequirePermission('chat.direct')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: listDirectConversationsInput }) filter: Input<typeof listDirectConversationsInput>,
  ) {
    return this.queries.execute(new ListDirectConversations(principal, filter));
  }

  @Get('direct/:userId/messages')
  @AnswersSnapshot(directMessagesSchema)
  @RequirePermission('chat.direct')
  messages(
    @CurrentPrincipal() principal: Principal,
    @UserId() userId: string,
    @Query({ schema: historyInput }) page: Input<typeof historyInput>,
  ) {
    return this.queries.execute(new ListDirectMessages(principal, userId, page));
  }

  @Post('direct/:userId/messages')
  @AnswersCommand(201, directMessageSchema)
  @RequirePermission('chat.direct')
  send(
    @CurrentCaller() caller: Caller,
    @UserId() toUserId: string,
    @Body({ schema: messageInput }) input: Input<typeof messageInput>,
  ) {
    return this.commands.execute(new SendDirectMessage(caller, { ...input, toUserId }));
  }

  @Post('direct/:userId/read')
  @AnswersCommand(200, readSchema)
  @RequirePermission('chat.direct')
  read(
    @CurrentCaller() caller: Caller,
    @UserId() fromUserId: string,
    @Body({ schema: readInput }) input: Input<typeof readInput>,
  ) {
    return this.commands.execute(new ReadDirectMessages(caller, { ...input, fromUserId }));
  }
}
