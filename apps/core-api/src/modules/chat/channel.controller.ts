import type { Principal } from '@business-control/access-token';
import {
  channelSchema,
  idSchema,
  personSchema,
  staffMessageSchema,
} from '@business-control/realtime-contracts';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, CurrentCaller } from '../../platform/commands/caller.js';
import { RequirePermission } from '../../platform/http/access.decorators.js';
import { AnswersSnapshot } from '../../platform/http/answers-snapshot.js';
import { ErrorsOf } from '../../platform/http/errors-of.decorator.js';
import { CurrentPrincipal } from '../../platform/http/principal.js';
import { AnswersCommand } from './chat.answers.js';
import { historyInput, messageInput, readInput } from './chat.inputs.js';
import { AddMember, addMemberInput } from './commands/add-member.command.js';
import { ArchiveChannel } from './commands/archive-channel.command.js';
import { CreateChannel, createChannelInput } from './commands/create-channel.command.js';
import { LeaveChannel } from './commands/leave-channel.command.js';
import { ReadStaffMessages } from './commands/read-staff-messages.command.js';
import { RemoveMember } from './commands/remove-member.command.js';
import { RenameChannel, renameChannelInput } from './commands/rename-channel.command.js';
import { SendStaffMessage } from './commands/send-staff-message.command.js';
import { readSchema } from './message-reading.js';
import { ListChannelMembers, peopleSchema } from './queries/list-channel-members.query.js';
import { channelsSchema, ListChannels, listChannelsInput } from './queries/list-channels.query.js';
import { ListStaffMessages, staffMessagesSchema } from './queries/list-staff-messages.query.js';

type Input<Schema extends z.ZodType> = z.output<Schema>;

const ChannelId = () => Param('channelId', { schema: z.uuid() });

/** The channels of staff. */
@ApiTags('chat')
@Controller('chat/channels')
export class ChannelController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Get()
  @AnswersSnapshot(channelsSchema)
  @RequirePermission('chat.staff')
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: listChannelsInput }) filter: Input<typeof listChannelsInput>,
  ) {
    return this.queries.execute(new ListChannels(principal, filter));
  }

  @Post()
  @ErrorsOf('branches')
  @AnswersCommand(201, channelSchema)
  @RequirePermission('chat.staff.manage')
  create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: createChannelInput }) input: Input<typeof createChannelInput>,
  ) {
    return this.commands.execute(new CreateChannel(caller, input));
  }

  @Patch(':channelId')
  @AnswersCommand(200, channelSchema)
  @RequirePermission('chat.staff.manage')
  rename(
    @CurrentCaller() caller: Caller,
    @ChannelId() channelId: string,
    @Body({ schema: renameChannelInput }) input: Input<typeof renameChannelInput>,
  ) {
    return this.commands.execute(new RenameChannel(caller, { ...input, channelId }));
  }

  @Post(':channelId/archive')
  @AnswersCommand(200, channelSchema)
  @RequirePermission('chat.staff.manage')
  archive(@CurrentCaller() caller: Caller, @ChannelId() channelId: string) {
    return this.commands.execute(new ArchiveChannel(caller, { channelId }));
  }

  @Get(':channelId/members')
  @AnswersSnapshot(peopleSchema)
  @RequirePermission('chat.staff')
  members(@CurrentPrincipal() principal: Principal, @ChannelId() channelId: string) {
    return this.queries.execute(new ListChannelMembers(principal, channelId));
  }

  @Post(':channelId/members')
  @AnswersCommand(201, personSchema)
  @RequirePermission('chat.staff')
  addMember(
    @CurrentCaller() caller: Caller,
    @ChannelId() channelId: string,
    @Body({ schema: addMemberInput }) input: Input<typeof addMemberInput>,
  ) {
    return this.commands.execute(new AddMember(caller, { ...input, channelId }));
  }

  @Delete(':channelId/members/:userId')
  @AnswersCommand(204)
  @RequirePermission('chat.staff.manage')
  removeMember(
    @CurrentCaller() caller: Caller,
    @ChannelId() channelId: string,
    @Param('userId', { schema: idSchema }) userId: string,
  ) {
    return this.commands.execute(new RemoveMember(caller, { channelId, userId }));
  }

  @Post(':channelId/leave')
  @AnswersCommand(204)
  @RequirePermission('chat.staff')
  leave(@CurrentCaller() caller: Caller, @ChannelId() channelId: string) {
    return this.commands.execute(new LeaveChannel(caller, { channelId }));
  }

  @Get(':channelId/messages')
  @AnswersSnapshot(staffMessagesSchema)
  @RequirePermission('chat.staff')
  messages(
    @CurrentPrincipal() principal: Principal,
    @ChannelId() channelId: string,
    @Query({ schema: historyInput }) page: Input<typeof historyInput>,
  ) {
    return this.queries.execute(new ListStaffMessages(principal, channelId, page));
  }

  @Post(':channelId/messages')
  @AnswersCommand(201, staffMessageSchema)
  @RequirePermission('chat.staff')
  send(
    @CurrentCaller() caller: Caller,
    @ChannelId() channelId: string,
    @Body({ schema: messageInput }) input: Input<typeof messageInput>,
  ) {
    return this.commands.execute(new SendStaffMessage(caller, { ...input, channelId }));
  }

  @Post(':channelId/read')
  @AnswersCommand(200, readSchema)
  @RequirePermission('chat.staff')
  read(
    @CurrentCaller() caller: Caller,
    @ChannelId() channelId: string,
    @Body({ schema: readInput }) input: Input<typeof readInput>,
  ) {
    return this.commands.execute(new ReadStaffMessages(caller, { ...input, channelId }));
  }
}
