import { Injectable } from '@nestjs/common';
import { asc, eq } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.js';
import { RuleViolated } from '../../platform/errors/rule-violated.js';
import type { Organization } from './identity.answers.js';
import { organizations } from './identity.schema.js';

@Injectable()
export class OrganizationRepository {
  async get(tx: Transaction, organizationId: string): Promise<Organization> {
    const [organization] = await tx
      .select()
      .from(organizations)
      .where(eq(organizations.organizationId, organizationId));
    if (!organization) throw new RuleViolated('auth.organization-not-found');
    return organization;
  }

  async findBySlug(tx: Transaction, slug: string): Promise<Organization | undefined> {
    const [organization] = await tx.select().from(organizations).where(eq(organizations.slug, slug));
    return organization;
  }

  /** `false`, and nothing happened, when another one has the slug. */
  async insert(tx: Transaction, organization: Organization): Promise<boolean> {
    const inserted = await tx
      .insert(organizations)
      .values(organization)
      .onConflictDoNothing({ target: organizations.slug })
      .returning({ slug: organizations.slug });
    return inserted.length > 0;
  }

  /** All of them: for what is done for everybody on a schedule. */
  async list(tx: Transaction): Promise<Organization[]> {
    return tx.select().from(organizations).orderBy(asc(organizations.organizationId));
  }
}
