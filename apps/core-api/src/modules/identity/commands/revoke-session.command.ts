import type { Principal } from '@business-control/access-token';
import { event } from '@business-control/realtime-contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { RuleViolated } from '../../../platform/errors/rule-violated.js';
import { Outbox } from '../../../platform/outbox/outbox.js';
import { SessionRepository } from '../session.repository.js';

export class RevokeSession extends Command<void> {
  constructor(
    readonly by: Principal,
    readonly sessionId: string,
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
  async execute({ by: { organizationId, userId, deviceId }, sessionId }: RevokeSession): Promise<void> {
    await this.database.transaction(async (tx) => {
      const ended = await this.sessions.end(tx, organizationId, sessionId, 'revoked', this.clock.now());
      if (ended) {
        const revoked = event('identity:session:revoked', { userId: ended.userId, sessionId });
        await this.outbox.append(tx, organizationId, { userId, deviceId }, [revoked]);
        return;
      }
      const known = await this.sessions.exists(tx, organizationId, sessionId);
      if (!known) throw new RuleViolated('identity.session-not-found');
    });
  }
}
