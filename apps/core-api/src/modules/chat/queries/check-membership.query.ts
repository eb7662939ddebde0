import type { Principal } from '@business-control/access-token';
import { parsePublicRoomName } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { validate as isUuid } from 'uuid';
import { Database } from '../../../platform/database/database.js';
import { RuleViolated } from '../../../platform/errors/rule-violated.js';
import { ChannelRepository } from '../channel.repository.js';
import { admitToChannel, admitToTicket } from '../conversation-access.js';
import { TicketRepository } from '../ticket.repository.js';

export class CheckMembership extends Query<object> {
  constructor(
    readonly principal: Principal,
    /** As clients name it. */
    readonly room: string,
  ) {
    super();
  }
}

/** Throws unless the caller may follow what happens in the room. */
@QueryHandler(CheckMembership)
export class CheckMembershipHandler implements IQueryHandler<CheckMembership> {
  constructor(
    private readonly database: Database,
    private readonly channels: ChannelRepository,
    private readonly tickets: TicketRepository,
  ) {}

  async execute({ principal, room }: CheckMembership): Promise<object> {
    const { organizationId, userId } = principal;
    const { kind, id = '' } = parsePublicRoomName(room) ?? {};
    if (!isUuid(id)) throw new RuleViolated('chat.room-not-found');
    return this.database.transaction(async (tx) => {
      if (kind === 'channel') {
        const { channel, member } = await this.channels.get(tx, organizationId, id, userId);
        admitToChannel(principal, { ...channel, member }, 'read');
      } else if (kind === 'ticket') {
        admitToTicket(principal, await this.tickets.get(tx, organizationId, id), 'follow');
      } else {
        throw new RuleViolated('chat.room-not-found');
      }
      return {};
    });
  }
}
