import type { DomainEvent } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/database.js';
import { sessionsRevoked } from './account.js';
import { SessionRepository } from './session.repository.js';
import { UserRepository } from './user.repository.js';

@Injectable()
export class Passwords {
  constructor(
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
  ) {}

  /**
   * Gives somebody, whose row the transaction holds, another password. Whoever knew the old one is signed out everywhere, but for the
   * session that is kept; answers the events of that.
   */
  async replace(
    tx: Transaction,
    organizationId: string,
    { userId, passwordHash, keptSession }: NewPassword,
    now: Date,
  ): Promise<DomainEvent[]> {
    await this.users.setPassword(tx, organizationId, userId, passwordHash);
    const reason = 'password-changed';
    const ended = await this.sessions.endAllOf(tx, organizationId, userId, reason, now, keptSession);
    return sessionsRevoked(userId, ended);
  }
}

interface NewPassword {
  readonly userId: string;
  readonly passwordHash: string;
  readonly keptSession: string | null;
}
