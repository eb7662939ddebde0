import type { ChannelPayload } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { channelPayload, renameChannel } from '../channel.js';
import { ChannelRepository } from '../channel.repository.js';
import { ChannelCommand, ChannelCommands } from '../channel-command.js';
import { channelNameInput } from '../chat.inputs.js';

export const renameChannelInput = z.object({ name: channelNameInput });

export class RenameChannel extends ChannelCommand<z.output<typeof renameChannelInput>, ChannelPayload> {}

@CommandHandler(RenameChannel)
export class RenameChannelHandler implements ICommandHandler<RenameChannel> {
  constructor(
    private readonly commands: ChannelCommands,
    private readonly channels: ChannelRepository,
  ) {}

  execute(command: RenameChannel): Promise<ChannelPayload> {
    return this.commands.run(command, 'manage', async ({ channel }, { tx, organizationId }) => {
      const members = await this.channels.members(tx, organizationId, channel.channelId);
      const { channel: changed, events } = renameChannel(channel, members, command.input.name);
      await this.channels.save(tx, organizationId, changed);
      const audit = { type: 'chat.channel-renamed', details: { channelId: channel.channelId } };
      return { answer: channelPayload(changed), events, audit };
    });
  }
}
