import type { Principal } from '@business-control/access-token';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { RuleViolated } from '../../../platform/errors/rule-violated.js';
import { Outbox } from '../../../platform/outbox/outbox.js';
import { sessionsRevoked } from '../account.js';
import { SessionRepository } from '../session.repository.js';

/** Whose sessions somebody may end. */
export type RevocableSessions = 'own' | 'of-anybody';

export class RevokeSession extends Command<void> {
  constructor(
    readonly by: Principal,
    readonly sessionId: string,
    readonly among: RevocableSessions,
  ) {
    super();
  }
}

@CommandHandler(RevokeSession)
export class RevokeSessionHandler implements ICommandHandler<RevokeSession> {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** A session that has ended stays so, without another event. Throws `identity.session-not-found`. */
  async execute({ by, sessionId, among }: RevokeSession): Promise<void> {
    const { organizationId, userId: actor, deviceId } = by;
    await this.database.transaction(async (tx) => {
      const userId = await this.sessions.userOf(tx, organizationId, sessionId);
      if (userId === undefined || (among === 'own' && userId !== actor)) {
        throw new RuleViolated('identity.session-not-found');
      }
      const ended = await this.sessions.end(tx, organizationId, sessionId, 'revoked', this.clock.now());
      if (!ended) return;
      await this.outbox.append(
        tx,
        organizationId,
        { userId: actor, deviceId },
        sessionsRevoked(userId, [sessionId]),
      );
    });
  }
}
