import { type ChannelPayload, idSchema } from '@business-control/realtime-contracts';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { CallerCommand, type CommandContext, Commands } from '../../../platform/commands/commands.js';
import type { Person } from '../../../platform/commands/person.js';
import { BranchRepository } from '../../branches/branch.repository.js';
import { channelPayload, createChannel } from '../channel.js';
import { ChannelRepository } from '../channel.repository.js';
import { channelNameInput } from '../chat.inputs.js';
import { Partners } from '../partners.js';

const name = channelNameInput;

export const createChannelInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('organization'), name }),
  z.object({ kind: z.literal('branch'), name, branchId: idSchema }),
  z.object({
    kind: z.literal('private'),
    name,
    memberIds: z.array(idSchema).max(200).default([]).describe('whoever creates it is a member anyway'),
  }),
]);

export class CreateChannel extends CallerCommand<z.output<typeof createChannelInput>, ChannelPayload> {}

@CommandHandler(CreateChannel)
export class CreateChannelHandler implements ICommandHandler<CreateChannel> {
  constructor(
    private readonly commands: Commands,
    private readonly channels: ChannelRepository,
    private readonly partners: Partners,
    private readonly branches: BranchRepository,
  ) {}

  execute(command: CreateChannel): Promise<ChannelPayload> {
    return this.commands.run(command, async (context) => {
      const { tx, organizationId, now } = context;
      const { kind, name } = command.input;
      const members = await this.membersOf(command, context);
      const branchId = command.input.kind === 'branch' ? command.input.branchId : null;
      if (branchId !== null) await this.branches.get(tx, organizationId, branchId);
      const { channel, events } = createChannel({ channelId: uuidv7(), name, kind, branchId }, members);
      const { channelId } = channel;
      await this.channels.insert(tx, organizationId, channel);
      await this.channels.addMembers(tx, organizationId, channelId, members, now);
      return {
        answer: channelPayload(channel),
        events,
        audit: [
          { type: 'chat.channel-created', details: { channelId, kind } },
          ...members.map(({ userId }) => ({
            type: 'chat.channel-member-added',
            userId,
            details: { channelId },
          })),
        ],
      };
    });
  }

  private async membersOf(
    { input }: CreateChannel,
    { tx, organizationId, by }: CommandContext,
  ): Promise<Person[]> {
    if (input.kind !== 'private') return [];
    const others = new Set(input.memberIds.filter((userId) => userId !== by.userId));
    return [by, ...(await this.partners.mayAll(tx, organizationId, [...others], 'chat.staff'))];
  }
}
