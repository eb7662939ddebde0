import type { Principal } from '@business-control/access-token';
import { event } from '@business-control/realtime-contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { validate as isUuid } from 'uuid';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { Outbox } from '../../../platform/outbox/outbox.js';
import { SessionRepository } from '../session.repository.js';

export class LogOut extends Command<void> {
  constructor(readonly principal: Principal) {
    super();
  }
}

@CommandHandler(LogOut)
export class LogOutHandler implements ICommandHandler<LogOut> {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Ends the session of the token; that of a foreign issuer is not ours to end. */
  async execute({ principal }: LogOut): Promise<void> {
    const { organizationId, userId, deviceId, sessionId } = principal;
    if (sessionId === null || !isUuid(sessionId)) return;
    await this.database.transaction(async (tx) => {
      const ended = await this.sessions.end(tx, organizationId, sessionId, 'signed-out', this.clock.now());
      if (!ended) return;
      const revoked = event('identity:session:revoked', { userId: ended.userId, sessionId });
      await this.outbox.append(tx, organizationId, { userId, deviceId }, [revoked]);
    });
  }
}
