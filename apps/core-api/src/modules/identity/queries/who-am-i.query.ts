import type { Principal } from '@business-control/access-token';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { validate as isUuid } from 'uuid';
import { z } from 'zod';
import { Database } from '../../../platform/database/database.js';
import { signedInUserSchema } from '../identity.answers.js';
import { OrganizationRepository } from '../organization.repository.js';
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
  ) {}

  /** What the user may do now; for people of a foreign token issuer, what the token says. */
  execute({ principal }: WhoAmI): Promise<Me> {
    const { userId, organizationId, deviceId, displayName, roles, permissions } = principal;
    return this.database.transaction(async (tx) => {
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
}
