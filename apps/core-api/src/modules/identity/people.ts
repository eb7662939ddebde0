import type { Permission } from '@business-control/realtime-contracts';
import { Injectable } from '@nestjs/common';
import { and, arrayOverlaps, asc, eq, isNull } from 'drizzle-orm';
import { validate as isUuid } from 'uuid';
import type { Transaction } from '../../platform/database/database.js';
import { users } from './identity.schema.js';
import { type Role, rolesHolding } from './roles.js';

/** Someone of an organization as other modules need to know them. */
export interface OrganizationPerson {
  readonly userId: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
}

const person = { userId: users.userId, displayName: users.displayName, roles: users.roles };

/** Who is in an organization; lists are of people who can sign in, in order of their ids. */
@Injectable()
export class People {
  /** Also finds somebody who is disabled: what they did stays theirs. People of a foreign token issuer are not kept here. */
  async find(
    tx: Transaction,
    organizationId: string,
    userId: string,
  ): Promise<OrganizationPerson | undefined> {
    if (!isUuid(userId)) return undefined;
    const [found] = await tx
      .select(person)
      .from(users)
      .where(and(eq(users.organizationId, organizationId), eq(users.userId, userId)));
    return found;
  }

  /** Whoever may do what the permission opens, by any of their roles. */
  async holding(
    tx: Transaction,
    organizationId: string,
    permission: Permission,
  ): Promise<OrganizationPerson[]> {
    return this.inAnyRole(tx, organizationId, rolesHolding(permission));
  }

  async inRole(tx: Transaction, organizationId: string, role: Role): Promise<OrganizationPerson[]> {
    return this.inAnyRole(tx, organizationId, [role]);
  }

  private async inAnyRole(
    tx: Transaction,
    organizationId: string,
    roles: Role[],
  ): Promise<OrganizationPerson[]> {
    if (roles.length === 0) return [];
    return tx
      .select(person)
      .from(users)
      .where(
        and(
          eq(users.organizationId, organizationId),
          isNull(users.disabledAt),
          arrayOverlaps(users.roles, roles),
        ),
      )
      .orderBy(asc(users.userId));
  }
}
