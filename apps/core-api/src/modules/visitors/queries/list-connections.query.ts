import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { and, desc, eq, like, lt, notLike } from 'drizzle-orm';
import { z } from 'zod';
import { Database, type Transaction } from '../../../platform/database/database.js';
import { limitInput } from '../../../platform/http/paging.js';
import { People } from '../../identity/people.js';
import { ConnectionRepository } from '../connection.repository.js';
import { isVisitorId, visitorIdOf } from '../visitor.js';
import { VisitorSessionRepository } from '../visitor-session.repository.js';
import { connectionStates } from '../visitors.schema.js';

const kindSchema = z.enum(['user', 'visitor']);
const stateSchema = z.enum(['connected', 'disconnected']);

export const listConnectionsInput = z.object({
  kind: kindSchema.optional(),
  state: stateSchema.optional(),
  before: z.string().max(300).optional().describe('the `next` of the page before'),
  limit: limitInput,
});

export const connectionsSchema = z.object({
  items: z
    .array(
      z.object({
        userId: z.string(),
        kind: kindSchema,
        displayName: z.string().nullable().describe('null for people who are not kept here'),
        state: stateSchema,
        since: z.iso.datetime(),
        devices: z.array(z.string().nullable()).describe('those connected now; null for one without a name'),
      }),
    )
    .describe('in descending order of their ids'),
  next: z.string().nullable().describe('what to ask the next page with as `before`; null on the last page'),
});

export type Connections = z.infer<typeof connectionsSchema>;

export class ListConnections extends Query<Connections> {
  constructor(
    readonly organizationId: string,
    readonly filter: z.output<typeof listConnectionsInput>,
  ) {
    super();
  }
}

@QueryHandler(ListConnections)
export class ListConnectionsHandler implements IQueryHandler<ListConnections> {
  constructor(
    private readonly database: Database,
    private readonly connections: ConnectionRepository,
    private readonly sessions: VisitorSessionRepository,
    private readonly people: People,
  ) {}

  execute({ organizationId, filter }: ListConnections): Promise<Connections> {
    const { kind, state, before, limit } = filter;
    const visitors = visitorIdOf('%');
    return this.database.snapshot(async (tx) => {
      const rows = await tx
        .select()
        .from(connectionStates)
        .where(
          and(
            eq(connectionStates.organizationId, organizationId),
            kind === 'visitor' ? like(connectionStates.userId, visitors) : undefined,
            kind === 'user' ? notLike(connectionStates.userId, visitors) : undefined,
            state && eq(connectionStates.state, state),
            before === undefined ? undefined : lt(connectionStates.userId, before),
          ),
        )
        .orderBy(desc(connectionStates.userId))
        .limit(limit + 1);
      const page = rows.slice(0, limit);
      const userIds = page.map(({ userId }) => userId);
      const devices = await this.connections.devicesOf(tx, organizationId, userIds);
      const names = await this.namesOf(tx, organizationId, userIds);
      const items = page.map(({ userId, state, since }) => ({
        userId,
        kind: isVisitorId(userId) ? ('visitor' as const) : ('user' as const),
        displayName: names.get(userId) ?? null,
        state,
        since: since.toISOString(),
        devices: devices.get(userId) ?? [],
      }));
      return { items, next: rows.length > limit ? (userIds.at(-1) ?? null) : null };
    });
  }

  private async namesOf(
    tx: Transaction,
    organizationId: string,
    userIds: readonly string[],
  ): Promise<Map<string, string>> {
    const names = await this.sessions.namesOf(tx, organizationId, userIds.filter(isVisitorId));
    for (const userId of userIds) {
      if (isVisitorId(userId)) continue;
      const person = await this.people.find(tx, organizationId, userId);
      if (person) names.set(userId, person.displayName);
    }
    return names;
  }
}
