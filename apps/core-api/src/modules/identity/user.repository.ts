import { Injectable } from '@nestjs/common';
import { and, asc, eq, isNull, or, sql } from 'drizzle-orm';
import type { Reader, Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { Account } from './account.js';
import type { Organization } from './identity.answers.js';
import { organizations, sessions, users } from './identity.schema.js';
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

  /** By name. `after` is a user: pages continue after somebody, so that who is added meanwhile shifts nothing. */
  async list(
    tx: Transaction,
    organizationId: string,
    { after, limit }: { readonly after: string | undefined; readonly limit: number },
  ): Promise<User[]> {
    const last = sql`(select last.display_name, last.user_id from ${users} last
      where last.organization_id = ${organizationId} and last.user_id = ${after})`;
    return tx
      .select()
      .from(users)
      .where(
        and(
          eq(users.organizationId, organizationId),
          after === undefined ? undefined : sql`(${users.displayName}, ${users.userId}) > ${last}`,
        ),
      )
      .orderBy(asc(users.displayName), asc(users.userId))
      .limit(limit);
  }

  /**
   * Locks a user together with every administrator who can sign in, in one order, so that two administrators who take each other's
   * role away at once cannot both succeed. Throws `identity.user-not-found`.
   */
  async lock(
    tx: Transaction,
    organizationId: string,
    userId: string,
  ): Promise<{ readonly user: User; readonly account: Account }> {
    const isAdmin = and(sql`'admin' = any(${users.roles})`, isNull(users.disabledAt));
    const locked = await tx
      .select()
      .from(users)
      .where(and(eq(users.organizationId, organizationId), or(eq(users.userId, userId), isAdmin)))
      .orderBy(asc(users.userId))
      .for('update');
    const user = locked.find((candidate) => candidate.userId === userId);
    if (!user) throw new RuleViolated('identity.user-not-found');
    const { roles, disabledAt } = user;
    return {
      user,
      account: { userId, roles, disabled: disabledAt !== null, otherAdmins: locked.length - 1 },
    };
  }

  /**
   * Holds off whoever wants to disable the user, to change the password or to sign in as well until the transaction ends. Answers whether
   * the user may still sign in, with the password that was checked.
   */
  async holdSignIn(
    tx: Transaction,
    organizationId: string,
    { userId, passwordHash }: Pick<User, 'userId' | 'passwordHash'>,
  ): Promise<boolean> {
    const [user] = await tx
      .select({ disabledAt: users.disabledAt, passwordHash: users.passwordHash })
      .from(users)
      .where(byId(organizationId, userId))
      .for('no key update');
    return user?.passwordHash === passwordHash && user.disabledAt === null;
  }

  /** Throws `identity.email-taken`. */
  async insert(tx: Transaction, organizationId: string, user: User): Promise<void> {
    const inserted = await tx
      .insert(users)
      .values({ organizationId, ...user, roles: [...user.roles] })
      .onConflictDoNothing({ target: [users.organizationId, users.email] })
      .returning({ userId: users.userId });
    if (inserted.length === 0) throw new RuleViolated('identity.email-taken');
  }

  async save(
    tx: Transaction,
    organizationId: string,
    { userId, roles, disabledAt }: Pick<User, 'userId' | 'roles' | 'disabledAt'>,
  ): Promise<void> {
    await tx
      .update(users)
      .set({ roles: [...roles], disabledAt })
      .where(byId(organizationId, userId));
  }

  async setPassword(
    tx: Transaction,
    organizationId: string,
    userId: string,
    passwordHash: string,
  ): Promise<void> {
    await tx.update(users).set({ passwordHash }).where(byId(organizationId, userId));
  }

  /** How a user and one of his sessions stand, in one look-up; `undefined` for someone who is not kept here. */
  async standing(reader: Reader, organizationId: string, userId: string, sessionId: string | null) {
    const [standing] = await reader
      .select({
        roles: users.roles,
        disabledAt: users.disabledAt,
        session: { sessionId: sessions.sessionId, endedAt: sessions.endedAt },
      })
      .from(users)
      .leftJoin(
        sessions,
        and(
          eq(sessions.organizationId, users.organizationId),
          eq(sessions.userId, users.userId),
          sessionId === null ? sql`false` : eq(sessions.sessionId, sessionId),
        ),
      )
      .where(byId(organizationId, userId));
    return standing;
  }
}

function byId(organizationId: string, userId: string) {
  return and(eq(users.organizationId, organizationId), eq(users.userId, userId));
}

function membersIn(tx: Transaction) {
  return tx
    .select({ user: users, organization: organizations })
    .from(users)
    .innerJoin(organizations, eq(organizations.organizationId, users.organizationId));
}
