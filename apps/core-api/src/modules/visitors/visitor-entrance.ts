import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import { OrganizationRepository } from '../identity/organization.repository.js';
import { VisitorLimits } from './visitor-limits.js';

/** Where anybody may knock. */
@Injectable()
export class VisitorEntrance {
  constructor(
    private readonly limits: VisitorLimits,
    private readonly database: Database,
    private readonly organizations: OrganizationRepository,
  ) {}

  /** The id of the organization with the slug. Throws `request.too-many`, `visitors.organization-not-found`. */
  async admit(address: string, slug: string): Promise<string> {
    await this.limits.admit(address, slug);
    const organization = await this.database.transaction((tx) => this.organizations.findBySlug(tx, slug));
    if (!organization) throw new RuleViolated('visitors.organization-not-found');
    return organization.organizationId;
  }
}
