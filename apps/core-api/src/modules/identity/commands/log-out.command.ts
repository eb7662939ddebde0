import type { Principal } from '@business-control/access-token';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { validate as isUuid } from 'uuid';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
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
    private readonly clock: Clock,
  ) {}

  /** Ends the session of the token; that of a foreign issuer is not ours to end. */
  async execute({ principal: { organizationId, sessionId } }: LogOut): Promise<void> {
    if (sessionId === null || !isUuid(sessionId)) return;
    await this.database.transaction((tx) =>
      this.sessions.end(tx, organizationId, sessionId, 'signed-out', this.clock.now()),
    );
  }
}
