import type { Principal } from '@business-control/access-token';
import { Injectable } from '@nestjs/common';

/** Says whom a verified token speaks for now, or throws why it does not count any more. */
export type PrincipalReview = (principal: Principal) => Promise<Principal>;

/** A token tells how someone stood when it was issued; the modules that know better add a review. */
@Injectable()
export class PrincipalReviews {
  private readonly reviews: PrincipalReview[] = [];

  add(review: PrincipalReview): void {
    this.reviews.push(review);
  }

  async of(principal: Principal): Promise<Principal> {
    let reviewed = principal;
    for (const review of this.reviews) reviewed = await review(reviewed);
    return reviewed;
  }
}
