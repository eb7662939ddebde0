import type { Principal } from '@business-control/access-token';
import { personSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { ChannelRepository } from '../channel.repository.js';
import { admitToChannel } from '../conversation-access.js';
import { Partners } from '../partners.js';

export const peopleSchema = z.object({ items: z.array(personSchema).describe('by name') });

export type ChatPeople = z.infer<typeof peopleSchema>;

export class ListChannelMembers extends Query<Snapshot<ChatPeople>> {
  constructor(
    readonly principal: Principal,
    readonly channelId: string,
  ) {
    super();
  }
}

/** In an open channel is all of the staff. */
@QueryHandler(ListChannelMembers)
export class ListChannelMembersHandler implements IQueryHandler<ListChannelMembers> {
  constructor(
    private readonly database: Database,
    private readonly channels: ChannelRepository,
    private readonly partners: Partners,
  ) {}

  execute({ principal, channelId }: ListChannelMembers): Promise<Snapshot<ChatPeople>> {
    const { organizationId, userId } = principal;
    return readSnapshot(this.database, organizationId, async (tx) => {
      const { channel, member } = await this.channels.get(tx, organizationId, channelId, userId);
      admitToChannel(principal, { ...channel, member }, 'see-members');
      const items =
        channel.kind === 'private'
          ? await this.channels.members(tx, organizationId, channelId)
          : await this.partners.all(tx, organizationId, 'chat.staff');
      return { items };
    });
  }
}
