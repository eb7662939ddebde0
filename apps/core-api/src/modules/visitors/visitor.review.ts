import type { Principal } from '@business-control/access-token';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { PrincipalReviews, type ReviewedRoute } from '../../platform/http/principal-reviews.js';
import { isVisitorId } from './visitor.js';
import { VisitorSessionRepository } from './visitor-session.repository.js';

/**
 * A visitor may call what is open to guests and nothing else, whatever the token says, until the visit ends. Also keeps tokens of
 * others from what only visitors do.
 */
@Injectable()
export class VisitorReview implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly sessions: VisitorSessionRepository,
    private readonly reviews: PrincipalReviews,
  ) {}

  onModuleInit(): void {
    this.reviews.add((principal, route) => this.review(principal, route));
  }

  private async review(principal: Principal, { guests }: ReviewedRoute): Promise<Principal> {
    const { organizationId, userId } = principal;
    if (!isVisitorId(userId)) {
      if (guests === 'alone') throw new RuleViolated('visitors.not-a-visitor');
      return principal;
    }
    if (!guests) throw new RuleViolated('visitors.forbidden');
    const session = await this.database.read((reader) =>
      this.sessions.findLive(reader, organizationId, userId),
    );
    if (!session) throw new RuleViolated('visitors.session-ended');
    return principal;
  }
}
