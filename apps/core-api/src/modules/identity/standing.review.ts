import type { Principal } from '@business-control/access-token';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { Database } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { PrincipalReviews } from '../../platform/http/principal-reviews.js';
import { permissionsOf } from './roles.js';
import { UserRepository } from './user.repository.js';

/**
 * Holds every request against the tables, by two primary keys: a token outlives neither its session nor the user's being
 * disabled, and the roles of now count, not those it was issued with. People of a foreign token issuer are not kept
 * here; their tokens count as they are.
 */
@Injectable()
export class StandingReview implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly users: UserRepository,
    private readonly reviews: PrincipalReviews,
  ) {}

  onModuleInit(): void {
    this.reviews.add((principal) => this.review(principal));
  }

  private async review(principal: Principal): Promise<Principal> {
    const { organizationId, userId, sessionId } = principal;
    if (!isUuid(userId)) return principal;
    const ownSession = sessionId !== null && isUuid(sessionId) ? sessionId : null;
    const standing = await this.database.read((reader) =>
      this.users.standing(reader, organizationId, userId, ownSession),
    );
    if (!standing) return principal;
    if (standing.disabledAt) throw new RuleViolated('auth.user-disabled');
    if (standing.session?.endedAt) throw new RuleViolated('auth.session-ended');
    if (!standing.session) return principal;
    const { roles } = standing;
    return { ...principal, roles, permissions: permissionsOf(roles) };
  }
}
