import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RuleViolated } from '../../../platform/errors/rule-violated.js';
import { memberRemoved, mustBePrivate } from '../channel.js';
import { ChannelRepository } from '../channel.repository.js';
import { ChannelCommand, ChannelCommands } from '../channel-command.js';

export class RemoveMember extends ChannelCommand<{ readonly userId: string }, null> {}

/** Whoever is removed gets nothing that comes after: gateways act on the event before they deliver a later one. */
@CommandHandler(RemoveMember)
export class RemoveMemberHandler implements ICommandHandler<RemoveMember> {
  constructor(
    private readonly commands: ChannelCommands,
    private readonly channels: ChannelRepository,
  ) {}

  execute(command: RemoveMember): Promise<null> {
    const { channelId, userId } = command.input;
    return this.commands.run(command, 'manage', async ({ channel }, { tx, organizationId }) => {
      mustBePrivate(channel);
      const removed = await this.channels.removeMember(tx, organizationId, channelId, userId);
      if (!removed) throw new RuleViolated('chat.member-not-found');
      const audit = { type: 'chat.channel-member-removed', userId, details: { channelId } };
      const others = await this.channels.members(tx, organizationId, channelId);
      return { answer: null, events: memberRemoved(channel, userId, others), audit };
    });
  }
}
