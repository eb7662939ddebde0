import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { NOBODYS_HASH, verifyPassword } from './password-hash.js';
import { SignInLimits } from './sign-in-limits.js';
import { type Member, UserRepository } from './user.repository.js';

interface Given {
  /** Slug of the organization. */
  readonly organization: string;
  readonly email: string;
  readonly password: string;
}

@Injectable()
export class Credentials {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly limits: SignInLimits,
  ) {}

  /**
   * Whose credentials these are. An unknown organization, an unknown user, a wrong password and a disabled user get the same answer,
   * `auth.credentials-invalid`, after the same work, so that nobody learns who exists.
   */
  async check({ organization, email, password }: Given, address: string): Promise<Member> {
    await this.limits.admit(address, organization, email);
    const member = await this.database.transaction((tx) => this.users.findForSignIn(tx, organization, email));
    const right = await verifyPassword(password, member?.user.passwordHash ?? NOBODYS_HASH);
    if (!member || !right || member.user.disabledAt) throw new RuleViolated('auth.credentials-invalid');
    await this.limits.succeeded(organization, email);
    return member;
  }
}
