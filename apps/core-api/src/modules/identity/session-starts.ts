import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { CORE_API_ENV, type CoreApiEnv } from '../../config/env.js';
import type { Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { sessionsRevoked } from './account.js';
import type { SignedIn } from './identity.answers.js';
import { SessionRepository } from './session.repository.js';
import { TokenIssuer } from './token-issuer.js';
import { type Member, UserRepository } from './user.repository.js';

@Injectable()
export class SessionStarts {
  private readonly perUser: number;

  constructor(
    @Inject(CORE_API_ENV) { SESSIONS_PER_USER }: Pick<CoreApiEnv, 'SESSIONS_PER_USER'>,
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly tokens: TokenIssuer,
    private readonly outbox: Outbox,
  ) {
    this.perUser = SESSIONS_PER_USER;
  }

  /**
   * Starts a session of somebody whose password was checked, in place of the one unused for longest where there are enough. Locks in one
   * order, as everywhere: the user, the sessions, the head of the organization's events. Throws `auth.credentials-invalid` for
   * someone who was disabled or has another password meanwhile.
   */
  async start(
    tx: Transaction,
    member: Member,
    deviceId: string | null,
    now: Date,
  ): Promise<{ readonly sessionId: string; readonly signedIn: SignedIn }> {
    const { organizationId } = member.organization;
    const { userId } = member.user;
    // Checking a password takes its time: nobody must get a session that nothing ends.
    const held = await this.users.holdSignIn(tx, organizationId, member.user);
    if (!held) throw new RuleViolated('auth.credentials-invalid');
    const ended = await this.sessions.endBeyond(tx, organizationId, userId, this.perUser - 1, now);
    const session = { sessionId: uuidv7(), userId, deviceId };
    await this.sessions.start(tx, organizationId, session, now);
    const signedIn = await this.tokens.issue(tx, member, session, now);
    await this.outbox.append(tx, organizationId, { userId, deviceId }, sessionsRevoked(userId, ended));
    return { sessionId: session.sessionId, signedIn };
  }
}
