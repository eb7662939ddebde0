import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { Database } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { OrganizationRepository } from './organization.repository.js';
import { NOBODYS_HASH, verifyPassword } from './password-hash.js';
import { SignInLimits } from './sign-in-limits.js';
import { type Member, UserRepository } from './user.repository.js';

interface Given {
  /** Slug of the organization. */
  readonly organization: string;
  readonly email: string;
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
   * Whose credentials these are. An unknown organization, an unknown user, a wrong password and a disabled user get the same answer,
   * `auth.credentials-invalid`, after the same work, so that nobody learns who exists.
   */
  async check(given: Given, address: string): Promise<Member> {
    const { organization, email, password } = given;
    await this.limits.admit(address, organization, email);
    const member = await this.database.transaction((tx) => this.users.findForSignIn(tx, organization, email));
    const right = await verifyPassword(password, member?.user.passwordHash ?? NOBODYS_HASH);
    if (!member || !right || member.user.disabledAt) {
      await this.recordRefusal(given, address, member, right);
      throw new RuleViolated('auth.credentials-invalid');
    }
    await this.limits.succeeded(organization, email);
    return member;
  }

  /** Whatever is unknown, one entry is written, so that the time of the answer tells nothing; the email is not kept. */
  private recordRefusal(
    { organization: slug, deviceId }: Given,
    address: string,
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
