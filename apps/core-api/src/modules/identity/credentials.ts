import type { Principal } from '@business-control/access-token';
import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { Database } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { OrganizationRepository } from './organization.repository.js';
import { NOBODYS_HASH, verifyPassword } from './password-hash.js';
import { type Attempt, SignInLimits } from './sign-in-limits.js';
import { type Member, type User, UserRepository } from './user.repository.js';

interface Given extends Attempt {
  readonly password: string;
  readonly deviceId: string | null;
}

@Injectable()
export class Credentials {
  constructor(
    private readonly database: Database,
    private readonly organizations: OrganizationRepository,
    private readonly users: UserRepository,
    private readonly limits: SignInLimits,
    private readonly auditLog: AuditLog,
  ) {}

  /**
   * Whose credentials these are, and what the device keeps of that. An unknown organization, an unknown user, a wrong password and a
   * disabled user get the same answer, `auth.credentials-invalid`, after the same work, so that nobody learns who exists.
   */
  async check(given: Given): Promise<{ readonly member: Member; readonly deviceToken: string }> {
    const { organization, email, password } = given;
    await this.limits.admit(given);
    const member = await this.database.transaction((tx) => this.users.findForSignIn(tx, organization, email));
    const right = await verifyPassword(password, member?.user.passwordHash ?? NOBODYS_HASH);
    if (!member || !right || member.user.disabledAt) {
      await this.recordRefusal(given, member, right);
      throw new RuleViolated('auth.credentials-invalid');
    }
    await this.limits.succeeded(given);
    return { member, deviceToken: this.limits.deviceTokenAfter(given) };
  }

  /**
   * Whether somebody who is signed in knows the password. Guessing counts like that of a stranger: a token that was stolen opens no other
   * way to find the password out. Throws `auth.too-many-attempts`, and `auth.sign-in-elsewhere` for people of a foreign token issuer.
   */
  async confirm(
    { organizationId, userId }: Principal,
    password: string,
    address: string,
  ): Promise<{ readonly user: User; readonly right: boolean }> {
    const member = isUuid(userId)
      ? await this.database.transaction((tx) => this.users.find(tx, organizationId, userId))
      : undefined;
    if (!member) throw new RuleViolated('auth.sign-in-elsewhere');
    const { user, organization } = member;
    const attempt = { organization: organization.slug, email: user.email, address, deviceToken: null };
    await this.limits.admit(attempt);
    const right = await verifyPassword(password, user.passwordHash);
    if (right) await this.limits.succeeded(attempt);
    return { user, right };
  }

  recordWrongPassword({ organizationId, userId, deviceId }: Principal, address: string): Promise<void> {
    const type = 'password-change.refused';
    const entry = { organizationId, type, userId, deviceId, address, details: { reason: 'password-wrong' } };
    return this.database.transaction((tx) => this.auditLog.record(tx, entry));
  }

  /** Whatever is unknown, one entry is written, so that the time of the answer tells nothing; the email is not kept. */
  private recordRefusal(
    { organization: slug, deviceId, address }: Given,
    member: Member | undefined,
    right: boolean,
  ): Promise<void> {
    return this.database.transaction(async (tx) => {
      const organization = await this.organizations.findBySlug(tx, slug);
      await this.auditLog.record(tx, {
        organizationId: organization?.organizationId ?? null,
        type: 'sign-in.refused',
        userId: member?.user.userId ?? null,
        deviceId,
        address,
        details: { reason: refusalReason(organization !== undefined, member, right) },
      });
    });
  }
}

function refusalReason(organizationKnown: boolean, member: Member | undefined, right: boolean): string {
  if (!organizationKnown) return 'organization-unknown';
  if (!member) return 'user-unknown';
  return right ? 'user-disabled' : 'password-wrong';
}
