import type { Principal } from '@business-control/access-token';
import { channelSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { channelPayload } from '../channel.js';
import { ChannelRepository } from '../channel.repository.js';
import { admitToChannelList } from '../conversation-access.js';
import { MAX_UNREAD, ParticipantRepository } from '../participant.repository.js';

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true');

export const listChannelsInput = z.object({
  archived: flag.describe('those that are archived, instead of those that are not'),
  all: flag.describe('also private channels of others, for those who manage channels'),
  before: z.uuid().optional().describe('the `next` of the page before'),
  limit: limitInput,
});

export const channelsSchema = z.object({
  items: z
    .array(
      channelSchema.extend({
        inside: z.boolean().describe('whether one may read and write in it'),
        unread: z.int().describe(`messages of others, counted up to ${MAX_UNREAD}`),
      }),
    )
    .describe('newest first'),
  next: z.uuid().nullable().describe('what to ask the next page with as `before`; null on the last page'),
});

export type Channels = z.infer<typeof channelsSchema>;

export class ListChannels extends Query<Snapshot<Channels>> {
  constructor(
    readonly principal: Principal,
    readonly filter: z.output<typeof listChannelsInput>,
  ) {
    super();
  }
}

@QueryHandler(ListChannels)
export class ListChannelsHandler implements IQueryHandler<ListChannels> {
  constructor(
    private readonly database: Database,
    private readonly channels: ChannelRepository,
    private readonly participants: ParticipantRepository,
  ) {}

  async execute({ principal, filter }: ListChannels): Promise<Snapshot<Channels>> {
    const { organizationId, userId } = principal;
    const { limit } = filter;
    admitToChannelList(principal, filter);
    return readSnapshot(this.database, organizationId, async (tx) => {
      const found = await this.channels.list(tx, organizationId, userId, { ...filter, limit: limit + 1 });
      const page = found.slice(0, limit).map(({ channel, member }) => ({
        ...channelPayload(channel),
        inside: channel.kind !== 'private' || member,
      }));
      const inside = page.filter((channel) => channel.inside).map(({ channelId }) => channelId);
      const unread = await this.participants.unread(tx, organizationId, userId, 'staff', inside);
      return {
        items: page.map((channel) => ({ ...channel, unread: unread.get(channel.channelId) ?? 0 })),
        next: found.length > limit ? (page.at(-1)?.channelId ?? null) : null,
      };
    });
  }
}
