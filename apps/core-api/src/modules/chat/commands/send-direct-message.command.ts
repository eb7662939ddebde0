import type { DirectMessagePayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { directConversation } from '../conversation.js';
import { newMessage } from '../message.js';
import { MessageSending, SendCommand } from '../message-sending.js';
import { ParticipantRepository } from '../participant.repository.js';
import { Partners } from '../partners.js';

export class SendDirectMessage extends SendCommand<DirectMessagePayload, { readonly toUserId: string }> {}

@CommandHandler(SendDirectMessage)
export class SendDirectMessageHandler implements ICommandHandler<SendDirectMessage> {
  constructor(
    private readonly sending: MessageSending,
    private readonly partners: Partners,
    private readonly participants: ParticipantRepository,
  ) {}

  execute(command: SendDirectMessage): Promise<DirectMessagePayload> {
    const { toUserId } = command.input;
    const conversation = directConversation(command.caller.principal.userId, toUserId);
    return this.sending.send(command, {
      sameAddress: ({ kind, conversationId }) =>
        kind === 'direct' && conversationId === conversation.conversationId,
      address: async ({ tx, organizationId, by }) => {
        const peer = await this.partners.may(tx, organizationId, toUserId, 'chat.direct');
        await this.participants.add(tx, organizationId, conversation, [by, peer]);
        return { conversation, events: [] };
      },
      tell: newMessage.direct,
    });
  }
}
