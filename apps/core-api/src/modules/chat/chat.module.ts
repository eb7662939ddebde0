import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { BranchesModule } from '../branches/branches.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ChannelController } from './channel.controller.js';
import { ChannelRepository } from './channel.repository.js';
import { ChannelCommands } from './channel-command.js';
import { AddMemberHandler } from './commands/add-member.command.js';
import { ArchiveChannelHandler } from './commands/archive-channel.command.js';
import { AssignTicketHandler } from './commands/assign-ticket.command.js';
import { CloseTicketHandler } from './commands/close-ticket.command.js';
import { CreateChannelHandler } from './commands/create-channel.command.js';
import { LeaveChannelHandler } from './commands/leave-channel.command.js';
import { OpenTicketHandler } from './commands/open-ticket.command.js';
import { ReadDirectMessagesHandler } from './commands/read-direct-messages.command.js';
import { ReadHelpMessagesHandler } from './commands/read-help-messages.command.js';
import { ReadStaffMessagesHandler } from './commands/read-staff-messages.command.js';
import { RemoveMemberHandler } from './commands/remove-member.command.js';
import { RenameChannelHandler } from './commands/rename-channel.command.js';
import { SendDirectMessageHandler } from './commands/send-direct-message.command.js';
import { SendHelpMessageHandler } from './commands/send-help-message.command.js';
import { SendStaffMessageHandler } from './commands/send-staff-message.command.js';
import { TakeTicketHandler } from './commands/take-ticket.command.js';
import { DirectController } from './direct.controller.js';
import { ForgetConversations } from './forget-conversations.job.js';
import { HelpController } from './help.controller.js';
import { HelpTickets } from './help-tickets.js';
import { MembershipController } from './membership.controller.js';
import { MessageRepository } from './message.repository.js';
import { MessageHistory } from './message-history.js';
import { MessageReading } from './message-reading.js';
import { MessageSending } from './message-sending.js';
import { OldConversationsSweeper } from './old-conversations.sweeper.js';
import { ParticipantRepository } from './participant.repository.js';
import { Partners } from './partners.js';
import { CheckMembershipHandler } from './queries/check-membership.query.js';
import { GetTicketHandler } from './queries/get-ticket.query.js';
import { ListChannelMembersHandler } from './queries/list-channel-members.query.js';
import { ListChannelsHandler } from './queries/list-channels.query.js';
import { ListDirectConversationsHandler } from './queries/list-direct-conversations.query.js';
import { ListDirectMessagesHandler } from './queries/list-direct-messages.query.js';
import { ListHelpMessagesHandler } from './queries/list-help-messages.query.js';
import { ListPeopleHandler } from './queries/list-people.query.js';
import { ListStaffMessagesHandler } from './queries/list-staff-messages.query.js';
import { ListTicketsHandler } from './queries/list-tickets.query.js';
import { RetentionRepository } from './retention.repository.js';
import { SendLimits } from './send-limits.js';
import { TicketRepository } from './ticket.repository.js';
import { TicketCommands } from './ticket-command.js';

const commandHandlers = [
  CreateChannelHandler,
  RenameChannelHandler,
  ArchiveChannelHandler,
  AddMemberHandler,
  RemoveMemberHandler,
  LeaveChannelHandler,
  OpenTicketHandler,
  TakeTicketHandler,
  AssignTicketHandler,
  CloseTicketHandler,
  SendStaffMessageHandler,
  SendHelpMessageHandler,
  SendDirectMessageHandler,
  ReadStaffMessagesHandler,
  ReadHelpMessagesHandler,
  ReadDirectMessagesHandler,
];

const queryHandlers = [
  ListChannelsHandler,
  ListChannelMembersHandler,
  ListTicketsHandler,
  GetTicketHandler,
  ListDirectConversationsHandler,
  ListPeopleHandler,
  ListStaffMessagesHandler,
  ListHelpMessagesHandler,
  ListDirectMessagesHandler,
  CheckMembershipHandler,
];

@Module({
  imports: [CqrsModule, BranchesModule, IdentityModule],
  controllers: [ChannelController, HelpController, DirectController, MembershipController],
  providers: [
    ChannelRepository,
    TicketRepository,
    MessageRepository,
    ParticipantRepository,
    Partners,
    SendLimits,
    ChannelCommands,
    TicketCommands,
    MessageSending,
    MessageReading,
    MessageHistory,
    HelpTickets,
    RetentionRepository,
    OldConversationsSweeper,
    ForgetConversations,
    ...commandHandlers,
    ...queryHandlers,
  ],
  exports: [HelpTickets],
})
export class ChatModule {}
