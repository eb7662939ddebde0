import type { Principal } from '@business-control/access-token';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { validate as isUuid } from 'uuid';
import { z } from 'zod';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { SessionRepository } from '../session.repository.js';

const NEWEST = 100;

export const ownSessionsSchema = z.object({
  items: z
    .array(
      z.object({
        sessionId: z.string(),
        deviceId: z.string().nullable(),
        startedAt: z.iso.datetime(),
        current: z.boolean().describe('whether it is the one that asks'),
      }),
    )
    .max(NEWEST)
    .describe('those that go on, newest first; none for people of a foreign token issuer'),
});

export type OwnSessions = z.infer<typeof ownSessionsSchema>;

export class ListOwnSessions extends Query<OwnSessions> {
  constructor(readonly principal: Principal) {
    super();
  }
}

@QueryHandler(ListOwnSessions)
export class ListOwnSessionsHandler implements IQueryHandler<ListOwnSessions> {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
  ) {}

  async execute({ principal }: ListOwnSessions): Promise<OwnSessions> {
    const { organizationId, userId, sessionId: own } = principal;
    if (!isUuid(userId)) return { items: [] };
    const found = await this.database.transaction((tx) =>
      this.sessions.openOf(tx, organizationId, userId, NEWEST, this.clock.now()),
    );
    return {
      items: found.map(({ sessionId, deviceId, startedAt }) => ({
        sessionId,
        deviceId,
        startedAt: startedAt.toISOString(),
        current: sessionId === own,
      })),
    };
  }
}
