import type { Principal } from '@business-control/access-token';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '../../../platform/clock/clock.js';
import { Database } from '../../../platform/database/database.js';
import { RuleViolated } from '../../../platform/errors/rule-violated.js';
import { VisitorLimits } from '../visitor-limits.js';
import { VisitorSessionRepository } from '../visitor-session.repository.js';
import { VisitorTokens } from '../visitor-tokens.js';
import type { Visit } from '../visitors.answers.js';

export class RenewVisit extends Command<Visit> {
  constructor(readonly visitor: Principal) {
    super();
  }
}

@CommandHandler(RenewVisit)
export class RenewVisitHandler implements ICommandHandler<RenewVisit> {
  constructor(
    private readonly limits: VisitorLimits,
    private readonly tokens: VisitorTokens,
    private readonly database: Database,
    private readonly sessions: VisitorSessionRepository,
    private readonly clock: Clock,
  ) {}

  /** Another token of the same visitor, for the same conversation. */
  async execute({ visitor: { organizationId, userId: visitorId } }: RenewVisit): Promise<Visit> {
    await this.limits.renew(visitorId);
    const expiresAt = new Date(this.clock.now().getTime() + this.tokens.ttlMs);
    const session = await this.database.transaction((tx) =>
      this.sessions.renew(tx, organizationId, visitorId, expiresAt),
    );
    if (!session) throw new RuleViolated('visitors.session-ended');
    const token = await this.tokens.issue(organizationId, session);
    return { ...token, visitorId, ticketId: session.ticketId };
  }
}
