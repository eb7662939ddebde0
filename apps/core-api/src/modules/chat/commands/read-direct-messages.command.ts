import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { directConversation } from '../conversation.js';
import { messageRead } from '../message.js';
import { MessageReading, ReadCommand, type ReadUpTo } from '../message-reading.js';
import { Partners } from '../partners.js';

export class ReadDirectMessages extends ReadCommand<{ readonly fromUserId: string }> {}

@CommandHandler(ReadDirectMessages)
export class ReadDirectMessagesHandler implements ICommandHandler<ReadDirectMessages> {
  constructor(
    private readonly reading: MessageReading,
    private readonly partners: Partners,
  ) {}

  execute(command: ReadDirectMessages): Promise<ReadUpTo> {
    const { fromUserId } = command.input;
    return this.reading.read(command, {
      conversation: directConversation(command.caller.principal.userId, fromUserId),
      admit: ({ tx, organizationId, by }) =>
        this.partners.mustBeKnown(tx, organizationId, by.userId, fromUserId),
      tell: messageRead.direct,
    });
  }
}
