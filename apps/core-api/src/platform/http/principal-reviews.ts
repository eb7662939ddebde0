import type { Principal } from '@business-control/access-token';
import { Injectable } from '@nestjs/common';
import type { Guests } from './access.decorators.js';

/** What a review may want to know of the route that is called. */
export interface ReviewedRoute {
  /** Whether it is open to those without an account; `undefined`: it is not. */
  readonly guests: Guests | undefined;
}

/** Says whom a verified token speaks for now, or throws why it does not count any more. */
export type PrincipalReview = (principal: Principal, route: ReviewedRoute) => Promise<Principal>;

/** A token tells how someone stood when it was issued; the modules that know better add a review. */
@Injectable()
export class PrincipalReviews {
  private readonly reviews: PrincipalReview[] = [];

  add(review: PrincipalReview): void {
    this.reviews.push(review);
  }

  async of(principal: Principal, route: ReviewedRoute): Promise<Principal> {
    let reviewed = principal;
    for (const review of this.reviews) reviewed = await review(reviewed, route);
    return reviewed;
  }
}
