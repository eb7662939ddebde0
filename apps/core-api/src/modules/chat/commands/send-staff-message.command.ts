import type { StaffMessagePayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ChannelRepository } from '../channel.repository.js';
import { staffConversation } from '../conversation.js';
import { admitToChannel } from '../conversation-access.js';
import { newMessage } from '../message.js';
import { MessageSending, SendCommand } from '../message-sending.js';

export class SendStaffMessage extends SendCommand<StaffMessagePayload, { readonly channelId: string }> {}

@CommandHandler(SendStaffMessage)
export class SendStaffMessageHandler implements ICommandHandler<SendStaffMessage> {
  constructor(
    private readonly sending: MessageSending,
    private readonly channels: ChannelRepository,
  ) {}

  execute(command: SendStaffMessage): Promise<StaffMessagePayload> {
    const { channelId } = command.input;
    return this.sending.send(command, {
      sameAddress: ({ kind, conversationId }) => kind === 'staff' && conversationId === channelId,
      address: async ({ tx, organizationId, by }) => {
        const { channel, member } = await this.channels.hold(tx, organizationId, channelId, by.userId);
        admitToChannel(command.caller.principal, { ...channel, member }, 'write');
        return { conversation: staffConversation(channelId), events: [] };
      },
      tell: newMessage.staff,
    });
  }
}
