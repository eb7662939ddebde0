import type { Principal } from '@business-control/access-token';
import { ticketSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { holds } from '../conversation-access.js';
import { MAX_UNREAD, ParticipantRepository } from '../participant.repository.js';
import { ticketPayload } from '../ticket.js';
import { TicketRepository } from '../ticket.repository.js';

export const listTicketsInput = z.object({
  status: ticketSchema.shape.status.optional(),
  before: z.uuid().optional().describe('the `next` of the page before'),
  limit: limitInput,
});

export const ticketsSchema = z.object({
  items: z
    .array(
      ticketSchema.extend({
        unread: z.int().describe(`messages of others, counted up to ${MAX_UNREAD}`),
      }),
    )
    .describe('newest first: all of the organization for those who answer, the own ones for others'),
  next: z.uuid().nullable().describe('what to ask the next page with as `before`; null on the last page'),
});

export type Tickets = z.infer<typeof ticketsSchema>;

export class ListTickets extends Query<Snapshot<Tickets>> {
  constructor(
    readonly principal: Principal,
    readonly filter: z.output<typeof listTicketsInput>,
  ) {
    super();
  }
}

@QueryHandler(ListTickets)
export class ListTicketsHandler implements IQueryHandler<ListTickets> {
  constructor(
    private readonly database: Database,
    private readonly tickets: TicketRepository,
    private readonly participants: ParticipantRepository,
  ) {}

  execute({ principal, filter }: ListTickets): Promise<Snapshot<Tickets>> {
    const { organizationId, userId } = principal;
    const { limit } = filter;
    const requesterId = holds(principal, 'chat.help.answer') ? undefined : userId;
    return readSnapshot(this.database, organizationId, async (tx) => {
      const found = await this.tickets.list(tx, organizationId, {
        ...filter,
        requesterId,
        limit: limit + 1,
      });
      const page = found.slice(0, limit).map(ticketPayload);
      const ids = page.map(({ ticketId }) => ticketId);
      const unread = await this.participants.unread(tx, organizationId, userId, 'help', ids);
      return {
        items: page.map((ticket) => ({ ...ticket, unread: unread.get(ticket.ticketId) ?? 0 })),
        next: found.length > limit ? (page.at(-1)?.ticketId ?? null) : null,
      };
    });
  }
}
