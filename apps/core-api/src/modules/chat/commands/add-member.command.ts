import { idSchema } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Person } from '../../../platform/commands/person.js';
import { memberAdded, mustBePrivate } from '../channel.js';
import { ChannelRepository } from '../channel.repository.js';
import { ChannelCommand, ChannelCommands } from '../channel-command.js';
import { Partners } from '../partners.js';

export const addMemberInput = z.object({ userId: idSchema });

export class AddMember extends ChannelCommand<z.output<typeof addMemberInput>, Person> {}

@CommandHandler(AddMember)
export class AddMemberHandler implements ICommandHandler<AddMember> {
  constructor(
    private readonly commands: ChannelCommands,
    private readonly channels: ChannelRepository,
    private readonly partners: Partners,
  ) {}

  /** Who is a member already stays one, and nothing happens. */
  execute(command: AddMember): Promise<Person> {
    const { channelId, userId } = command.input;
    return this.commands.run(command, 'invite', async ({ channel }, { tx, organizationId, now }) => {
      mustBePrivate(channel);
      const person = await this.partners.may(tx, organizationId, userId, 'chat.staff');
      const added = await this.channels.addMembers(tx, organizationId, channelId, [person], now);
      const members = await this.channels.members(tx, organizationId, channelId);
      return {
        answer: person,
        events: added.flatMap((member) => memberAdded(channel, member, members)),
        audit: added.map(() => ({ type: 'chat.channel-member-added', userId, details: { channelId } })),
      };
    });
  }
}
