import type { Principal } from '@business-control/access-token';
import type { TicketPayload } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { Database } from '../../../platform/database/database.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { admitToTicket } from '../conversation-access.js';
import { ticketPayload } from '../ticket.js';
import { TicketRepository } from '../ticket.repository.js';

export class GetTicket extends Query<Snapshot<TicketPayload>> {
  constructor(
    readonly principal: Principal,
    readonly ticketId: string,
  ) {
    super();
  }
}

@QueryHandler(GetTicket)
export class GetTicketHandler implements IQueryHandler<GetTicket> {
  constructor(
    private readonly database: Database,
    private readonly tickets: TicketRepository,
  ) {}

  execute({ principal, ticketId }: GetTicket): Promise<Snapshot<TicketPayload>> {
    const { organizationId } = principal;
    return readSnapshot(this.database, organizationId, async (tx) => {
      const ticket = await this.tickets.get(tx, organizationId, ticketId);
      admitToTicket(principal, ticket, 'follow');
      return ticketPayload(ticket);
    });
  }
}
