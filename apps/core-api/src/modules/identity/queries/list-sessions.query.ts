import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { RuleViolated } from '../../../platform/errors/rule-violated.js';
import { SessionRepository } from '../session.repository.js';
import { UserRepository } from '../user.repository.js';

/** How far back an administrator sees. */
const NEWEST = 100;

export const sessionsSchema = z.object({
  items: z
    .array(
      z.object({
        sessionId: z.string(),
        deviceId: z.string().nullable(),
        startedAt: z.iso.datetime(),
        endedAt: z.iso.datetime().nullable(),
        endReason: z.string().nullable(),
      }),
    )
    .max(NEWEST)
    .describe('newest first'),
});

export type Sessions = z.infer<typeof sessionsSchema>;

export class ListSessions extends Query<Sessions> {
  constructor(
    readonly organizationId: string,
    readonly userId: string,
  ) {
    super();
  }
}

@QueryHandler(ListSessions)
export class ListSessionsHandler implements IQueryHandler<ListSessions> {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
  ) {}

  /** Throws `identity.user-not-found`. */
  execute({ organizationId, userId }: ListSessions): Promise<Sessions> {
    return this.database.transaction(async (tx) => {
      if (!(await this.users.find(tx, organizationId, userId))) {
        throw new RuleViolated('identity.user-not-found');
      }
      const found = await this.sessions.listOf(tx, organizationId, userId, NEWEST);
      return {
        items: found.map(({ sessionId, deviceId, startedAt, endedAt, endReason }) => ({
          sessionId,
          deviceId,
          startedAt: startedAt.toISOString(),
          endedAt: endedAt?.toISOString() ?? null,
          endReason,
        })),
      };
    });
  }
}
