import { networkOf } from '@business-control/network-address';
import { Injectable } from '@nestjs/common';
import { type RateLimit, RateLimits } from '../../platform/rate-limit/rate-limits.js';

/** An address may be a whole office behind one router; an organization withstands many addresses at once. */
const PER_ADDRESS = { name: 'visit:address', attempts: 30, windowSeconds: 60 };
const PER_ORGANIZATION = { name: 'visit:organization', attempts: 600, windowSeconds: 60 };
const PER_VISITOR = { name: 'visit:renewal', attempts: 30, windowSeconds: 300 };

@Injectable()
export class VisitorLimits {
  private readonly perAddress: RateLimit;
  private readonly perOrganization: RateLimit;
  private readonly perVisitor: RateLimit;

  constructor(limits: RateLimits) {
    this.perAddress = limits.limit(PER_ADDRESS);
    this.perOrganization = limits.limit(PER_ORGANIZATION);
    this.perVisitor = limits.limit(PER_VISITOR);
  }

  /** Counts before anything is looked up, so that nobody learns quickly which organizations exist. Throws `request.too-many`. */
  async admit(address: string, organization: string): Promise<void> {
    await this.perAddress.consume(networkOf(address));
    await this.perOrganization.consume(organization);
  }

  /** Throws `request.too-many`. */
  async renew(visitorId: string): Promise<void> {
    await this.perVisitor.consume(visitorId);
  }
}
