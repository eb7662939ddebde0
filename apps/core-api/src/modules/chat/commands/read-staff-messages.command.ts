import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ChannelRepository } from '../channel.repository.js';
import { staffConversation } from '../conversation.js';
import { admitToChannel } from '../conversation-access.js';
import { messageRead } from '../message.js';
import { MessageReading, ReadCommand, type ReadUpTo } from '../message-reading.js';

export class ReadStaffMessages extends ReadCommand<{ readonly channelId: string }> {}

@CommandHandler(ReadStaffMessages)
export class ReadStaffMessagesHandler implements ICommandHandler<ReadStaffMessages> {
  constructor(
    private readonly reading: MessageReading,
    private readonly channels: ChannelRepository,
  ) {}

  execute(command: ReadStaffMessages): Promise<ReadUpTo> {
    const { channelId } = command.input;
    return this.reading.read(command, {
      conversation: staffConversation(channelId),
      admit: async ({ tx, organizationId, by }) => {
        const { channel, member } = await this.channels.hold(tx, organizationId, channelId, by.userId);
        admitToChannel(command.caller.principal, { ...channel, member }, 'read');
      },
      tell: messageRead.staff,
    });
  }
}
