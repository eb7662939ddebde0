import { Injectable } from '@nestjs/common';
import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import type { Organization } from './identity.answers.js';
import { organizations, users } from './identity.schema.js';
import type { Role } from './roles.js';

export interface User {
  readonly userId: string;
  readonly email: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly passwordHash: string;
  readonly disabledAt: Date | null;
}

export interface Member {
  readonly user: User;
  readonly organization: Organization;
}

@Injectable()
export class UserRepository {
  /** The one look-up that starts from what a person types: it finds out the organization. One statement whatever is unknown. */
  async findForSignIn(tx: Transaction, slug: string, email: string): Promise<Member | undefined> {
    const [member] = await membersIn(tx).where(and(eq(organizations.slug, slug), eq(users.email, email)));
    return member;
  }

  async find(tx: Transaction, organizationId: string, userId: string): Promise<Member | undefined> {
    const [member] = await membersIn(tx).where(
      and(eq(users.organizationId, organizationId), eq(users.userId, userId)),
    );
    return member;
  }
}

function membersIn(tx: Transaction) {
  return tx
    .select({ user: users, organization: organizations })
    .from(users)
    .innerJoin(organizations, eq(organizations.organizationId, users.organizationId));
}
