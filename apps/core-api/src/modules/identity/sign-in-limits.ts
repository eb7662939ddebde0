import { hkdfSync, randomBytes } from 'node:crypto';
import { networkOf } from '@business-control/network-address';
import { Inject, Injectable } from '@nestjs/common';
import { CORE_API_ENV, type CoreApiEnv } from '../../config/env.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { type RateLimit, RateLimits } from '../../platform/rate-limit/rate-limits.js';
import { deviceKnownTo, rememberAccount } from './device-token.js';

/** A network may be a whole shop behind one router. */
const PER_NETWORK = { name: 'sign-in:network', attempts: 60, windowSeconds: 60 };
/** Somebody who mistypes, or a stranger who guesses: they are told apart by where they are. */
const PER_ACCOUNT_AND_NETWORK = { name: 'sign-in:account-network', attempts: 10, windowSeconds: 300 };
/** Guessing from many networks at once stays slow; more than two that use up what each is allowed. */
const PER_ACCOUNT = { name: 'sign-in:account', attempts: 300, windowSeconds: 3_600 };
/** A device that was signed in before is nobody else's to use up. */
const PER_KNOWN_DEVICE = { name: 'sign-in:device', attempts: 10, windowSeconds: 300 };

/** Somebody says who they are. */
export interface Attempt {
  /** Slug of the organization. */
  readonly organization: string;
  readonly email: string;
  /** Network address of the client. */
  readonly address: string;
  /** What the device kept from an earlier sign-in. */
  readonly deviceToken: string | null;
}

@Injectable()
export class SignInLimits {
  private readonly perNetwork: RateLimit;
  private readonly perAccountAndNetwork: RateLimit;
  private readonly perAccount: RateLimit;
  private readonly perKnownDevice: RateLimit;
  private readonly key: Buffer;

  constructor(limits: RateLimits, @Inject(CORE_API_ENV) { JWT_SECRET }: Pick<CoreApiEnv, 'JWT_SECRET'>) {
    this.perNetwork = limits.limit(PER_NETWORK);
    this.perAccountAndNetwork = limits.limit(PER_ACCOUNT_AND_NETWORK);
    this.perAccount = limits.limit(PER_ACCOUNT);
    this.perKnownDevice = limits.limit(PER_KNOWN_DEVICE);
    // Without a secret nobody signs in here.
    this.key = Buffer.from(hkdfSync('sha256', JWT_SECRET ?? randomBytes(32), '', 'device tokens', 32));
  }

  /**
   * Counts an attempt before anything is looked up, so that an account which does not exist answers like one which does. A stranger
   * uses up what his own network is allowed for the account long before what the account is; a known device counts for itself
   * alone. Throws `auth.too-many-attempts` with `retryAfterMs`.
   */
  async admit(attempt: Attempt): Promise<void> {
    const { account, device, network } = this.countedBy(attempt);
    try {
      if (device) {
        await this.perKnownDevice.consume(device);
        return;
      }
      // Whoever is refused by one is not counted by the next: what a refused stranger does costs the account nothing.
      await this.perNetwork.consume(network);
      await this.perAccountAndNetwork.consume(JSON.stringify([account, network]));
      await this.perAccount.consume(account);
    } catch (error) {
      if (!(error instanceof RuleViolated)) throw error;
      throw new RuleViolated('auth.too-many-attempts', error.facts);
    }
  }

  /** After a success the account starts anew there; elsewhere the attempts of others still count. */
  async succeeded(attempt: Attempt): Promise<void> {
    const { account, device, network } = this.countedBy(attempt);
    if (device) {
      await this.perKnownDevice.reset(device);
      return;
    }
    await this.perAccountAndNetwork.reset(JSON.stringify([account, network]));
    await this.perAccount.giveBack(account);
  }

  /** What the device is to keep after a success. */
  deviceTokenAfter(attempt: Attempt): string {
    return rememberAccount(this.key, attempt.deviceToken, accountOf(attempt));
  }

  private countedBy(attempt: Attempt) {
    const account = accountOf(attempt);
    const name = deviceKnownTo(this.key, attempt.deviceToken, account);
    const device = name && JSON.stringify([account, name]);
    return { account, device, network: networkOf(attempt.address) };
  }
}

function accountOf({ organization, email }: Attempt): string {
  return JSON.stringify([organization, email]);
}
