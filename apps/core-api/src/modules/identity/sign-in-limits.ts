import { networkOf } from '@business-control/network-address';
import { Injectable } from '@nestjs/common';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { type RateLimit, RateLimits } from '../../platform/rate-limit/rate-limits.js';

/** An account withstands guessing; an address may be a whole shop behind one router. */
const PER_ACCOUNT = { name: 'sign-in:account', attempts: 10, windowSeconds: 300 };
const PER_ADDRESS = { name: 'sign-in:address', attempts: 60, windowSeconds: 60 };

@Injectable()
export class SignInLimits {
  private readonly perAccount: RateLimit;
  private readonly perAddress: RateLimit;

  constructor(limits: RateLimits) {
    this.perAccount = limits.limit(PER_ACCOUNT);
    this.perAddress = limits.limit(PER_ADDRESS);
  }

  /**
   * Counts an attempt before anything is looked up, so that an account which does not exist answers like one which does. Throws
   * `auth.too-many-attempts`.
   */
  async admit(address: string, organization: string, email: string): Promise<void> {
    try {
      await this.perAddress.consume(networkOf(address));
      await this.perAccount.consume(accountKey(organization, email));
    } catch (error) {
      if (!(error instanceof RuleViolated)) throw error;
      throw new RuleViolated('auth.too-many-attempts', error.facts);
    }
  }

  /** After a success the account starts anew. */
  async succeeded(organization: string, email: string): Promise<void> {
    await this.perAccount.reset(accountKey(organization, email));
  }
}

function accountKey(organization: string, email: string): string {
  return JSON.stringify([organization, email]);
}
