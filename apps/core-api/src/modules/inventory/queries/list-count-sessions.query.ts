import { countSessionSchema } from '@business-control/realtime-contracts';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import { readSnapshot, type Snapshot } from '../../../platform/outbox/snapshot.js';
import { CountSessionRepository } from '../count-session.repository.js';
import { countSessionPayload } from '../count-session-payload.js';

export const listCountSessionsInput = z.object({
  warehouseId: z.uuid().optional(),
  status: countSessionSchema.shape.status.optional(),
  before: z.uuid().optional().describe('the `next` of the page before'),
  limit: limitInput,
});

export const countSessionsSchema = z.object({
  items: z.array(countSessionSchema).describe('newest first'),
  next: z.uuid().nullable().describe('what to ask the next page with as `before`; null on the last page'),
});

export type CountSessions = z.infer<typeof countSessionsSchema>;

export class ListCountSessions extends Query<Snapshot<CountSessions>> {
  constructor(
    readonly organizationId: string,
    readonly filter: z.output<typeof listCountSessionsInput>,
  ) {
    super();
  }
}

@QueryHandler(ListCountSessions)
export class ListCountSessionsHandler implements IQueryHandler<ListCountSessions> {
  constructor(
    private readonly database: Database,
    private readonly sessions: CountSessionRepository,
  ) {}

  execute({ organizationId, filter }: ListCountSessions): Promise<Snapshot<CountSessions>> {
    const { limit } = filter;
    return readSnapshot(this.database, organizationId, async (tx) => {
      const found = await this.sessions.list(tx, organizationId, { ...filter, limit: limit + 1 });
      const items = found.slice(0, limit).map(countSessionPayload);
      return { items, next: found.length > limit ? (items.at(-1)?.countSessionId ?? null) : null };
    });
  }
}
