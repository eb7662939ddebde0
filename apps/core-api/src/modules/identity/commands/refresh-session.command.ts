import { event } from '@business-control/realtime-contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { Clock } from '../../../platform/clock/clock.js';
import { Database, type Transaction } from '../../../platform/database/database.js';
import { RuleViolated } from '../../../platform/errors/rule-violated.js';
import { Outbox } from '../../../platform/outbox/outbox.js';
import type { SignedIn } from '../identity.answers.js';
import { readRefreshToken } from '../refresh-token.js';
import { SessionRepository } from '../session.repository.js';
import { TokenIssuer } from '../token-issuer.js';
import { UserRepository } from '../user.repository.js';

export const refreshSessionInput = z.object({ refreshToken: z.string().min(1).max(1_000) });

export class RefreshSession extends Command<SignedIn> {
  constructor(readonly refreshToken: string) {
    super();
  }
}

type Refused = 'auth.refresh-token-invalid' | 'auth.session-ended';

@CommandHandler(RefreshSession)
export class RefreshSessionHandler implements ICommandHandler<RefreshSession> {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly tokens: TokenIssuer,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async execute({ refreshToken }: RefreshSession): Promise<SignedIn> {
    const read = readRefreshToken(refreshToken);
    if (!read) throw new RuleViolated('auth.refresh-token-invalid');
    // A refusal is answered, not thrown, inside: the end of a session must be committed.
    const outcome = await this.database.transaction((tx) =>
      this.refresh(tx, read.organizationId, read.tokenHash),
    );
    if (typeof outcome === 'string') throw new RuleViolated(outcome);
    return outcome;
  }

  private async refresh(
    tx: Transaction,
    organizationId: string,
    tokenHash: string,
  ): Promise<SignedIn | Refused> {
    const now = this.clock.now();
    const token = await this.sessions.useRefreshToken(tx, organizationId, tokenHash, now);
    if (!token) return 'auth.refresh-token-invalid';
    const { sessionId, outcome } = token;
    if (outcome === 'reused') {
      // Two hold the same token, and one of them stole it: neither goes on.
      await this.endStolen(tx, organizationId, sessionId, now);
      return 'auth.session-ended';
    }
    const session = await this.sessions.findLive(tx, organizationId, sessionId);
    const member = session && (await this.users.find(tx, organizationId, session.userId));
    if (!member || member.user.disabledAt) return 'auth.session-ended';
    return this.tokens.issue(tx, member, session, now);
  }

  /** Nobody is named as the actor: nobody knows which of the two it was. */
  private async endStolen(
    tx: Transaction,
    organizationId: string,
    sessionId: string,
    now: Date,
  ): Promise<void> {
    const ended = await this.sessions.end(tx, organizationId, sessionId, 'refresh-token-reused', now);
    if (!ended) return;
    const revoked = event('identity:session:revoked', { userId: ended.userId, sessionId });
    await this.outbox.append(tx, organizationId, { userId: null, deviceId: null }, [revoked]);
  }
}
