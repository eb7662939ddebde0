import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RuleViolated } from '../../../platform/errors/rule-violated.js';
import { memberRemoved, mustBePrivate } from '../channel.js';
import { ChannelRepository } from '../channel.repository.js';
import { ChannelCommand, ChannelCommands } from '../channel-command.js';

export class LeaveChannel extends ChannelCommand<object, null> {}

@CommandHandler(LeaveChannel)
export class LeaveChannelHandler implements ICommandHandler<LeaveChannel> {
  constructor(
    private readonly commands: ChannelCommands,
    private readonly channels: ChannelRepository,
  ) {}

  execute(command: LeaveChannel): Promise<null> {
    const { channelId } = command.input;
    return this.commands.run(command, undefined, async ({ channel }, { tx, organizationId, by }) => {
      mustBePrivate(channel);
      const left = await this.channels.removeMember(tx, organizationId, channelId, by.userId);
      if (!left) throw new RuleViolated('chat.member-not-found');
      const audit = { type: 'chat.channel-member-left', details: { channelId } };
      const others = await this.channels.members(tx, organizationId, channelId);
      return { answer: null, events: memberRemoved(channel, by.userId, others), audit };
    });
  }
}
