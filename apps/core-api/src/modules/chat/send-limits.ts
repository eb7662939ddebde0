import type { Principal } from '@business-control/access-token';
import { Injectable } from '@nestjs/common';
import { type RateLimit, RateLimits } from '../../platform/rate-limit/rate-limits.js';

/** Nobody types that fast; a program that went wild does. */
const PER_USER = { name: 'chat:send', attempts: 120, windowSeconds: 60 };

@Injectable()
export class SendLimits {
  private readonly perUser: RateLimit;

  constructor(limits: RateLimits) {
    this.perUser = limits.limit(PER_USER);
  }

  /** Counts a message. Throws `request.too-many`. */
  admit({ organizationId, userId }: Pick<Principal, 'organizationId' | 'userId'>): Promise<void> {
    return this.perUser.consume(JSON.stringify([organizationId, userId]));
  }
}
