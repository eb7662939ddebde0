import type { Principal } from '@business-control/access-token';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { validate as isUuid } from 'uuid';
import { z } from 'zod';
import { Database, type Transaction } from '../../../platform/database/database.js';
import { RuleViolated } from '../../../platform/errors/rule-violated.js';
import { signedInUserSchema } from '../identity.answers.js';
import { OrganizationRepository } from '../organization.repository.js';
import { SessionRepository } from '../session.repository.js';
import { UserRepository } from '../user.repository.js';

export const meSchema = signedInUserSchema.extend({ deviceId: z.string().nullable() });

export type Me = z.infer<typeof meSchema>;

export class WhoAmI extends Query<Me> {
  constructor(readonly principal: Principal) {
    super();
  }
}

@QueryHandler(WhoAmI)
export class WhoAmIHandler implements IQueryHandler<WhoAmI> {
  constructor(
    private readonly database: Database,
    private readonly organizations: OrganizationRepository,
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
  ) {}

  /** What the token allows, which is what counts until it expires. Throws `auth.session-ended` for a session that has. */
  execute({ principal }: WhoAmI): Promise<Me> {
    const { userId, organizationId, deviceId, displayName, roles, permissions } = principal;
    return this.database.transaction(async (tx) => {
      await this.checkSession(tx, principal);
      const organization = await this.organizations.get(tx, organizationId);
      const member = isUuid(userId) ? await this.users.find(tx, organizationId, userId) : undefined;
      const email = member?.user.email ?? null;
      return {
        userId,
        organizationId,
        email,
        displayName,
        roles: [...roles],
        permissions: [...permissions],
        deviceId,
        organization,
      };
    });
  }

  /** Sessions of foreign issuers are not kept here. */
  private async checkSession(tx: Transaction, { organizationId, sessionId }: Principal): Promise<void> {
    if (sessionId === null || !isUuid(sessionId)) return;
    if (await this.sessions.hasEnded(tx, organizationId, sessionId))
      throw new RuleViolated('auth.session-ended');
  }
}
