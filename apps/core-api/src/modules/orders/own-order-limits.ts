import type { Principal } from '@business-control/access-token';
import { Injectable } from '@nestjs/common';
import { type RateLimit, RateLimits } from '../../platform/rate-limit/rate-limits.js';

/** Customers are no staff: every order of theirs is on the screens of the whole organization at once. */
const PER_CUSTOMER = { name: 'orders:own', attempts: 20, windowSeconds: 60 };

@Injectable()
export class OwnOrderLimits {
  private readonly perCustomer: RateLimit;

  constructor(limits: RateLimits) {
    this.perCustomer = limits.limit(PER_CUSTOMER);
  }

  /** Counts an order. Throws `request.too-many`. */
  admit({ organizationId, userId }: Pick<Principal, 'organizationId' | 'userId'>): Promise<void> {
    return this.perCustomer.consume(JSON.stringify([organizationId, userId]));
  }
}
