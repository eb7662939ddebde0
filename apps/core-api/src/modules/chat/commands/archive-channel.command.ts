import type { ChannelPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { archiveChannel, channelPayload } from '../channel.js';
import { ChannelRepository } from '../channel.repository.js';
import { ChannelCommand, ChannelCommands } from '../channel-command.js';

export class ArchiveChannel extends ChannelCommand<object, ChannelPayload> {}

@CommandHandler(ArchiveChannel)
export class ArchiveChannelHandler implements ICommandHandler<ArchiveChannel> {
  constructor(
    private readonly commands: ChannelCommands,
    private readonly channels: ChannelRepository,
  ) {}

  execute(command: ArchiveChannel): Promise<ChannelPayload> {
    return this.commands.run(command, 'manage', async ({ channel }, { tx, organizationId, now }) => {
      const members = await this.channels.members(tx, organizationId, channel.channelId);
      const { channel: changed, events } = archiveChannel(channel, members, now);
      await this.channels.save(tx, organizationId, changed);
      const audit = { type: 'chat.channel-archived', details: { channelId: channel.channelId } };
      return { answer: channelPayload(changed), events, audit };
    });
  }
}
